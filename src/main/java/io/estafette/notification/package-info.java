/** The mails: templates, logo, outbox. */
@ApplicationModule(displayName = "Notification")
@NullMarked
package io.estafette.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
