package io.estafette.organization;

import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets that are shown once. */
final class Secrets {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int KEY_BYTES = 32;

	private static final int PASSWORD_BYTES = 15;

	private Secrets() {
	}

	/** An API key: 256 random bits, as 43 letters, digits, - and _. */
	static String key() {
		return random(KEY_BYTES);
	}

	/** A first password: 120 random bits, as 20 characters. */
	static String password() {
		return random(PASSWORD_BYTES);
	}

	private static String random(int length) {
		byte[] bytes = new byte[length];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
