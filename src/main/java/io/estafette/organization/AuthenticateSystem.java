package io.estafette.organization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

import io.estafette.platform.security.ApiKeys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Recognises a system by its API key. Keys are long and random, so a plain SHA-256 of
 * them is enough at rest.
 */
@Service
public class AuthenticateSystem implements ApiKeys {

	private final JdbcClient jdbc;

	AuthenticateSystem(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The active system that this key belongs to, if any. */
	@Override
	public Optional<Actor> byKey(String key) {
		return this.jdbc.sql("select * from actor where key_hash = ? and kind = 'SYSTEM' and active")
			.param(hash(key))
			.query(ActorRows::map)
			.optional();
	}

	/** What is stored in the place of a key. */
	public static byte[] hash(String key) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
