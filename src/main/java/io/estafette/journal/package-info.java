/** The journal: every action, chained and time-stamped, to be exported and checked. */
@ApplicationModule(displayName = "Journal")
@NullMarked
package io.estafette.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
