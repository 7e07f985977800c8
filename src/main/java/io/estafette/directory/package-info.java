/**
 * The employees, the agencies they work for, their vault accounts and the invitations
 * that open them.
 */
@ApplicationModule(displayName = "Directory")
@NullMarked
package io.estafette.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
