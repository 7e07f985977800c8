package io.estafette.notification;

/** What a mail of the outbox tells. */
sealed interface MailContent permits HandOverMail, AccountMail, NewsMail {

}
