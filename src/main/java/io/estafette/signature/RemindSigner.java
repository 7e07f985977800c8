package io.estafette.signature;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reminds a person of what they are to sign, by itself and when the sender asks (D4). */
@Service
public class RemindSigner {

	/** Nobody is reminded twice a day, however many documents wait. */
	private static final Duration SHORTEST_INTERVAL = Duration.ofHours(20);

	private final SenderAccess access;

	private final SignatureRequests requests;

	private final SignatureSteps steps;

	private final SignatureProperties properties;

	private final ApplicationEventPublisher events;

	private final JdbcClient jdbc;

	private final Clock clock;

	RemindSigner(SenderAccess access, SignatureRequests requests, SignatureSteps steps, SignatureProperties properties,
			ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
		this.access = access;
		this.requests = requests;
		this.steps = steps;
		this.properties = properties;
		this.events = events;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The reminder is due. Returns when the next one is. */
	@Transactional
	public Instant due(UUID request) {
		Instant now = this.clock.instant();
		this.requests.lock(request)
			.filter((row) -> row.state() == SignatureState.REQUESTED && !justReminded(row, now))
			.ifPresent((row) -> remind(row, now));
		return now.plus(this.properties.reminderEvery());
	}

	/**
	 * The sender asks for it.
	 * @throws Refusal NOT_FOUND, SIGNATURE_NOT_YOURS, NOT_TO_SIGN_ANY_MORE or
	 * JUST_REMINDED
	 */
	@Transactional
	public void now(UUID request, ActorId actor) {
		SignatureRequests.Row row = this.access.own(request, actor);
		if (row.state() != SignatureState.REQUESTED) {
			throw new Refusal(Refusal.Kind.CONFLICT, "NOT_TO_SIGN_ANY_MORE");
		}
		Instant now = this.clock.instant();
		if (justReminded(row, now)) {
			throw new Refusal(Refusal.Kind.CONFLICT, "JUST_REMINDED");
		}
		remind(row, now);
	}

	private boolean justReminded(SignatureRequests.Row row, Instant now) {
		return this.jdbc.sql("""
				select exists (select 1 from signature_request where hand_over_id = ? and reminded_at > ?)
				""")
			.param(row.handOver())
			.param(Timestamp.from(now.minus(SHORTEST_INTERVAL)))
			.query(Boolean.class)
			.single();
	}

	private void remind(SignatureRequests.Row row, Instant now) {
		this.jdbc.sql("update signature_request set reminded_at = ? where id = ?")
			.param(Timestamp.from(now))
			.param(row.id())
			.update();
		this.steps.add(row.id(), SignatureSteps.What.REMINDED, now, null);
		this.events.publishEvent(new SignatureReminderDue(row.handOver()));
	}

}
