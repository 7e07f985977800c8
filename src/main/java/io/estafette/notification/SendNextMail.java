package io.estafette.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import io.estafette.platform.Unspoken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the next due mail of the outbox, in a transaction of its own (D2). Everything is
 * written before the mail server is asked, so that between its acceptance and our record
 * there is nothing but the commit; if that fails, the mail is repeated under the same
 * Message-ID.
 */
@Component
class SendNextMail {

	/** How it went, for the caller's next step. */
	enum Outcome {

		NOTHING_DUE, SENT, PUT_ASIDE, CONNECTION_LOST, SERVER_FAULT

	}

	private static final Logger log = LoggerFactory.getLogger(SendNextMail.class);

	private static final Duration SHORTEST_BACKOFF = Duration.ofSeconds(10);

	private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(15);

	/**
	 * A mail that is refused again and again is given up after both, as mail servers do.
	 */
	private static final Duration PATIENCE = Duration.ofDays(5);

	private static final int PATIENCE_ATTEMPTS = 20;

	private final Outbox outbox;

	private final WriteMail writeMail;

	private final TransactionTemplate transaction;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final Counter sent;

	private final Counter failed;

	SendNextMail(Outbox outbox, WriteMail writeMail, TransactionTemplate transaction, ApplicationEventPublisher events,
			Clock clock, MeterRegistry meters) {
		this.outbox = outbox;
		this.writeMail = writeMail;
		this.transaction = transaction;
		this.events = events;
		this.clock = clock;
		this.sent = Counter.builder("estafette.mails.sent")
			.description("Mails that the mail server accepted from this copy of the application")
			.register(meters);
		this.failed = Counter.builder("estafette.mails.failed")
			.description("Mails given up by this copy of the application, mostly refused addresses")
			.register(meters);
		Gauge.builder("estafette.mails.waiting", outbox, Outbox::countWaiting)
			.description("Mails in the outbox that are still to be sent, by whatever copy")
			.register(meters);
	}

	/**
	 * Sends one mail, or records why it could not be sent.
	 * @throws RuntimeException when the database does not work
	 */
	Outcome over(MailConnection connection) {
		Attempt attempt = new Attempt();
		try {
			if (!Boolean.TRUE.equals(this.transaction.execute((status) -> send(attempt, connection)))) {
				return Outcome.NOTHING_DUE;
			}
			this.sent.increment();
			return Outcome.SENT;
		}
		catch (NotSentException ex) {
			return recordFault(attempt, ex.fault(), connection);
		}
		catch (RuntimeException ex) {
			@Nullable OutgoingMail mail = attempt.mail;
			if (mail == null) {
				throw ex;
			}
			log.error("The mail {} could not be written or recorded; it is tried again later", mail.id(),
					Unspoken.of(ex));
			return recordFault(attempt,
					new MailFault(MailFault.Kind.NOT_WRITTEN, attempt.accepted ? "NOT_RECORDED" : "NOT_WRITTEN"),
					connection);
		}
	}

	private boolean send(Attempt attempt, MailConnection connection) {
		Optional<OutgoingMail> due = this.outbox.claimNext();
		if (due.isEmpty()) {
			return false;
		}
		OutgoingMail mail = due.get();
		attempt.mail = mail;
		try {
			MimeMessage message = this.writeMail.of(mail);
			connection.open();
			attempt.connected = true;
			Instant now = this.clock.instant();
			this.outbox.recordSent(mail, now);
			if (mail.content() instanceof HandOverMail handOver) {
				this.events.publishEvent(new MailSent(handOver.handOver(), now));
			}
			connection.send(message);
			attempt.accepted = true;
			return true;
		}
		catch (AddressException ex) {
			throw new NotSentException(new MailFault(MailFault.Kind.ADDRESS_REFUSED, "ADDRESS_REFUSED SYNTAX"));
		}
		catch (MessagingException ex) {
			throw new NotSentException(MailFault.of(ex));
		}
	}

	private Outcome recordFault(Attempt attempt, MailFault fault, MailConnection connection) {
		boolean proven = connection.isProven();
		if (fault.kind() == MailFault.Kind.SERVER_FAULT) {
			connection.close();
			if (proven) {
				// Mail servers end connections as they like: the same mail over a new
				// one.
				return Outcome.CONNECTION_LOST;
			}
			if (!attempt.connected) {
				// No mail was given to anyone.
				return Outcome.SERVER_FAULT;
			}
		}
		this.transaction.executeWithoutResult((status) -> record(attempt.mail(), fault));
		return (fault.kind() == MailFault.Kind.SERVER_FAULT) ? Outcome.SERVER_FAULT : Outcome.PUT_ASIDE;
	}

	private void record(OutgoingMail mail, MailFault fault) {
		Instant now = this.clock.instant();
		boolean outOfPatience = fault.kind() == MailFault.Kind.NOT_ACCEPTED && mail.attempts() + 1 >= PATIENCE_ATTEMPTS
				&& mail.queuedAt().plus(PATIENCE).isBefore(now);
		if (fault.kind() == MailFault.Kind.ADDRESS_REFUSED || outOfPatience) {
			if (this.outbox.giveUp(mail, fault.code())) {
				this.failed.increment();
				log.warn("The mail {} is given up: {}", mail.id(), fault.code());
			}
		}
		else {
			this.outbox.postpone(mail, now.plus(backoff(mail.attempts())), fault.code());
			log.info("The mail {} is tried again later: {}", mail.id(), fault.code());
		}
	}

	private static Duration backoff(int attemptsBefore) {
		Duration grown = SHORTEST_BACKOFF.multipliedBy(1L << Math.min(attemptsBefore, 10));
		return (grown.compareTo(LONGEST_BACKOFF) < 0) ? grown : LONGEST_BACKOFF;
	}

	/** How far an attempt came. */
	private static final class Attempt {

		private @Nullable OutgoingMail mail;

		private boolean connected;

		private boolean accepted;

		OutgoingMail mail() {
			if (this.mail == null) {
				throw new IllegalStateException("No mail was claimed");
			}
			return this.mail;
		}

	}

	/** Rolls the transaction back. */
	private static final class NotSentException extends RuntimeException {

		private final transient MailFault fault;

		NotSentException(MailFault fault) {
			super(fault.code());
			this.fault = fault;
		}

		MailFault fault() {
			return this.fault;
		}

	}

}
