/** Estafette hands HR documents to people electronically, and proves it. */
@NullMarked
package io.estafette;

import org.jspecify.annotations.NullMarked;
