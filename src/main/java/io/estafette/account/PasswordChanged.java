package io.estafette.account;

/** Somebody's password is another one now, which they are told by mail. */
public record PasswordChanged(Owner owner) {
}
