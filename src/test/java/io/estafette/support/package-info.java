/** What tests of several modules share. */
@NullMarked
package io.estafette.support;

import org.jspecify.annotations.NullMarked;
