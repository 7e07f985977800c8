package io.estafette.directory;

import java.util.Locale;

/**
 * A person's key to the vault.
 *
 * @param login the mail address in lower case
 * @param passwordHash encoded by Spring Security's delegating encoder
 */
public record VaultAccount(AccountId id, String login, String passwordHash, Locale language) {
}
