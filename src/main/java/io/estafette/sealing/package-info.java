/** Seal, sign, verify: PDF in, PDF out, no database. */
@ApplicationModule(displayName = "Sealing")
@NullMarked
package io.estafette.sealing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
