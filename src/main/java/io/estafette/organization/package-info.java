/**
 * The tree of brands, companies, agencies and establishments, their options, who acts on
 * it and with which rights.
 */
@ApplicationModule(displayName = "Organization")
@NullMarked
package io.estafette.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
