/**
 * Campaigns: documents that go along with payslips and contracts while a campaign runs.
 */
@ApplicationModule(displayName = "Campaign")
@NullMarked
package io.estafette.campaign;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
