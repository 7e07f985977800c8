/**
 * What Camunda's REST interface of 8.8 answers and 8.6 does not yet: searches, made of
 * the records that Zeebe exports. Everything else is passed on.
 */
@NullMarked
package io.estafette.local.camunda;

import org.jspecify.annotations.NullMarked;
