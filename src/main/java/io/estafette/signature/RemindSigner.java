package io.estafette.signature;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.estafette.document.DocumentView;
import io.estafette.document.FindDocuments;
import io.estafette.notification.HandOverMail;
import io.estafette.notification.QueueReminder;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reminds a person of what they are to sign, by itself and when the sender asks (D4): in
 * one mail for all that the same hand-over brought. A reminder is noted only if its mail
 * is in the outbox.
 */
@Service
public class RemindSigner {

	/** Nobody is reminded twice a day, however many documents wait. */
	private static final Duration SHORTEST_INTERVAL = Duration.ofHours(20);

	private final SenderAccess access;

	private final SignatureRequests requests;

	private final SignatureSteps steps;

	private final SignatureProperties properties;

	private final FindDocuments findDocuments;

	private final QueueReminder queueReminder;

	private final JdbcClient jdbc;

	private final Clock clock;

	RemindSigner(SenderAccess access, SignatureRequests requests, SignatureSteps steps, SignatureProperties properties,
			FindDocuments findDocuments, QueueReminder queueReminder, JdbcClient jdbc, Clock clock) {
		this.access = access;
		this.requests = requests;
		this.steps = steps;
		this.properties = properties;
		this.findDocuments = findDocuments;
		this.queueReminder = queueReminder;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The reminder is due. Returns when the next one is. */
	@Transactional
	public Instant due(UUID request) {
		Instant now = this.clock.instant();
		List<SignatureRequests.Row> together = this.requests.lockWith(request);
		boolean open = together.stream().anyMatch((row) -> row.id().equals(request) && row.isOpen(now));
		if (open && !justReminded(together, now)) {
			try {
				remind(together, now);
			}
			catch (Refusal refusal) {
				// A mail about it is still under way, or has just left: that one does.
			}
		}
		return now.plus(this.properties.reminderEvery());
	}

	/**
	 * The sender asks for it.
	 * @throws Refusal NOT_FOUND, SIGNATURE_NOT_YOURS, NOT_TO_SIGN_ANY_MORE,
	 * JUST_REMINDED, or NO_MAIL_YET, MAIL_WAITING or MAIL_JUST_SENT while an earlier mail
	 * says the same
	 */
	@Transactional
	public void now(UUID request, ActorId actor) {
		this.access.visible(request, actor);
		Instant now = this.clock.instant();
		List<SignatureRequests.Row> together = this.requests.lockWith(request);
		if (!this.access.own(request, actor).isOpen(now)) {
			throw new Refusal(Refusal.Kind.CONFLICT, "NOT_TO_SIGN_ANY_MORE");
		}
		if (justReminded(together, now)) {
			throw new Refusal(Refusal.Kind.CONFLICT, "JUST_REMINDED");
		}
		remind(together, now);
	}

	private static boolean justReminded(List<SignatureRequests.Row> together, Instant now) {
		return together.stream()
			.map(SignatureRequests.Row::remindedAt)
			.filter(Objects::nonNull)
			.anyMatch((before) -> before.isAfter(now.minus(SHORTEST_INTERVAL)));
	}

	private void remind(List<SignatureRequests.Row> together, Instant now) {
		List<SignatureRequests.Row> open = together.stream().filter((row) -> row.isOpen(now)).toList();
		this.queueReminder.of(open.getFirst().handOver(), open.stream().map(this::line).toList());
		for (SignatureRequests.Row row : open) {
			this.jdbc.sql("update signature_request set reminded_at = ? where id = ?")
				.param(Timestamp.from(now))
				.param(row.id())
				.update();
			this.steps.add(row.id(), SignatureSteps.What.REMINDED, now, null);
		}
	}

	private HandOverMail.Line line(SignatureRequests.Row row) {
		DocumentView document = this.findDocuments.byIds(List.of(row.document())).getFirst();
		return new HandOverMail.Line(document.name(), true, row.expiresAt());
	}

}
