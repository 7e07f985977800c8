/** Tests of the seals: real PDFs, checked here and by independent tools. */
@NullMarked
package io.estafette.sealing;

import org.jspecify.annotations.NullMarked;
