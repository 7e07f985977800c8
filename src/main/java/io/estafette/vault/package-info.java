/** The employee's pages: read and keep what was handed over. */
@ApplicationModule(displayName = "Vault")
@NullMarked
package io.estafette.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
