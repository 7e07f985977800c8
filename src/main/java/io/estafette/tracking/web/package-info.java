/** The pages of the lists. */
@NullMarked
package io.estafette.tracking.web;

import org.jspecify.annotations.NullMarked;
