/** The ledger: which document reached whom, when, and how far. */
@ApplicationModule(displayName = "Delivery")
@NullMarked
package io.estafette.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
