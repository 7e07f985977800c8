package io.estafette.signature;

import java.util.UUID;

import io.estafette.directory.AccountId;
import io.estafette.platform.security.Tokens;

/**
 * Who is at the other end of a page of the vault.
 *
 * @param account who is signed in
 * @param session what the browser's session is known by
 * @param address the network address
 * @param browser as it calls itself
 */
public record Visitor(AccountId account, String session, String address, String browser) {

	byte[] sessionHash() {
		return Tokens.hash(this.session);
	}

	UUID owner() {
		return this.account.value();
	}

}
