/** The demonstration data, loaded with the profile demonstration only. */
@ApplicationModule(displayName = "Demonstration")
@NullMarked
package io.estafette.demonstration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
