package io.estafette.notification;

import java.util.List;
import java.util.UUID;

/**
 * What an HR user should know, gathered over some minutes into one mail.
 *
 * @param owner the HR user
 * @param lines a sentence each
 */
record NewsMail(UUID owner, List<String> lines) implements MailContent {
}
