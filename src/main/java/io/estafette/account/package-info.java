/**
 * What people who sign in do with their own account: a forgotten password, another
 * password, the language of their mails.
 */
@ApplicationModule(displayName = "Account")
@NullMarked
package io.estafette.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
