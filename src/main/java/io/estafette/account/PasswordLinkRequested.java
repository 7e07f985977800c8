package io.estafette.account;

/** Somebody forgot a password and is to get a mail with a link. */
public record PasswordLinkRequested(Owner owner) {
}
