/**
 * What every controller of the HTTP interface shares: problem details, JSON read
 * strictly, the description.
 */
@NullMarked
package io.estafette.platform.web;

import org.jspecify.annotations.NullMarked;
