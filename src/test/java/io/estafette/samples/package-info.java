/** PDFs that the project makes itself: realistic ones, and hostile ones. */
@NullMarked
package io.estafette.samples;

import org.jspecify.annotations.NullMarked;
