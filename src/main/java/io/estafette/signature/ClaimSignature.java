package io.estafette.signature;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives a request to sign to one process instance. Safe to repeat. */
@Service
public class ClaimSignature {

	/**
	 * What the instance goes by.
	 *
	 * @param claimed false when another instance has it
	 */
	public record Claim(boolean claimed, Instant remindAt, Instant expiresAt) {
	}

	private final SignatureRequests requests;

	private final SignatureProperties properties;

	private final JdbcClient jdbc;

	private final Clock clock;

	ClaimSignature(SignatureRequests requests, SignatureProperties properties, JdbcClient jdbc, Clock clock) {
		this.requests = requests;
		this.properties = properties;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Claims it for the instance with this key. */
	@Transactional
	public Claim of(UUID request, long processInstanceKey) {
		SignatureRequests.Row row = this.requests.lock(request)
			.orElseThrow(() -> new IllegalStateException("There is no request to sign " + request));
		boolean claimed = row.processInstanceKey() == null
				|| Objects.equals(row.processInstanceKey(), processInstanceKey);
		if (claimed) {
			this.jdbc.sql("update signature_request set process_instance_key = ? where id = ?")
				.param(processInstanceKey)
				.param(request)
				.update();
		}
		return new Claim(claimed, this.clock.instant().plus(this.properties.reminderEvery()), row.expiresAt());
	}

}
