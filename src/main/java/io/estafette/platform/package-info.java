/** What every module stands on: clock, security, Camunda and web set-up. */
@ApplicationModule(displayName = "Platform", type = ApplicationModule.Type.OPEN)
@NullMarked
package io.estafette.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
