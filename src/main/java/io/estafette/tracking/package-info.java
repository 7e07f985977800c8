/** Lists of what was sent: the read side. */
@ApplicationModule(displayName = "Tracking")
@NullMarked
package io.estafette.tracking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
