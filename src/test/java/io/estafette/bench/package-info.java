/** Measures, run by hand. */
@NullMarked
package io.estafette.bench;

import org.jspecify.annotations.NullMarked;
