package io.estafette.platform.security;

import java.nio.charset.StandardCharsets;

import io.estafette.platform.Refusal;

/** What a password that somebody chooses must be. */
public final class PasswordRule {

	/** Shortest password, in characters. */
	public static final int SHORTEST = 12;

	/** Longest password, in bytes: what BCrypt can use. */
	public static final int LONGEST = 72;

	private PasswordRule() {
	}

	/**
	 * Lets a good password pass.
	 * @throws Refusal PASSWORD_TOO_SHORT or PASSWORD_TOO_LONG
	 */
	public static void check(String password) {
		if (password.codePointCount(0, password.length()) < SHORTEST) {
			throw new Refusal(Refusal.Kind.INVALID, "PASSWORD_TOO_SHORT", SHORTEST);
		}
		if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
			throw new Refusal(Refusal.Kind.INVALID, "PASSWORD_TOO_LONG", LONGEST);
		}
	}

}
