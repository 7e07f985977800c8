package io.estafette.notification;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks for mails that came back (RFC 3464). It only reads: nothing in the mailbox is
 * changed or deleted, and how far it has come is noted in the database after each
 * message, whatever became of it: anybody can send anything there, and nothing may keep
 * the next from being read. Of several copies of the application one reads at a time.
 */
@Component
@ConditionalOnProperty("estafette.mail.bounces.host")
class ReadBounces {

	private static final Logger log = LoggerFactory.getLogger(ReadBounces.class);

	/** One look; more is left for the next. */
	private static final int MOST_MESSAGES = 500;

	/** A report may hold our whole mail. What is larger is no report. */
	private static final int LARGEST = 2 * 1024 * 1024;

	private static final String TIMEOUT = "15000";

	/** A copy that is killed while it reads keeps the others away for so long. */
	private static final Duration TAKEN = Duration.ofMinutes(10);

	private record Place(long uidValidity, long lastUid) {
	}

	private final BounceProperties properties;

	private final RecordBounce recordBounce;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private boolean working = true;

	ReadBounces(BounceProperties properties, RecordBounce recordBounce, JdbcClient jdbc,
			TransactionTemplate transaction, Clock clock) {
		this.properties = properties;
		this.recordBounce = recordBounce;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	@Scheduled(fixedDelayString = "${estafette.mail.bounces.interval:1m}", initialDelayString = "5s")
	void look() {
		String mailbox = this.properties.username() + "@" + this.properties.host() + "/" + this.properties.folder();
		this.jdbc.sql("insert into bounce_mailbox values (?, 0, 0) on conflict do nothing").param(mailbox).update();
		Instant now = this.clock.instant();
		this.jdbc.sql("""
				update bounce_mailbox set taken_until = :until
				where mailbox = :mailbox and (taken_until is null or taken_until <= :now)
				returning uid_validity, last_uid
				""")
			.param("until", Timestamp.from(now.plus(TAKEN)))
			.param("now", Timestamp.from(now))
			.param("mailbox", mailbox)
			.query((row, number) -> new Place(row.getLong(1), row.getLong(2)))
			.optional()
			.ifPresent((place) -> {
				try {
					read(mailbox, place);
				}
				finally {
					this.jdbc.sql("update bounce_mailbox set taken_until = null where mailbox = ?")
						.param(mailbox)
						.update();
				}
			});
	}

	private void read(String mailbox, Place from) {
		String protocol = this.properties.tls() ? "imaps" : "imap";
		Session session = Session.getInstance(settings("mail." + protocol));
		try (Store store = session.getStore(protocol)) {
			store.connect(Objects.requireNonNull(this.properties.host()), this.properties.port(),
					this.properties.username(), this.properties.password());
			try (Folder folder = store.getFolder(this.properties.folder())) {
				folder.open(Folder.READ_ONLY);
				UIDFolder uids = (UIDFolder) folder;
				long validity = uids.getUIDValidity();
				long last = (validity == from.uidValidity()) ? from.lastUid() : 0;
				int looked = 0;
				for (Message message : uids.getMessagesByUID(last + 1, UIDFolder.LASTUID)) {
					long uid = (message != null) ? uids.getUID(message) : 0;
					if (message == null || uid <= last) {
						continue;
					}
					if (looked++ >= MOST_MESSAGES) {
						break;
					}
					record(message, folder, session);
					last = uid;
					this.jdbc.sql("update bounce_mailbox set uid_validity = ?, last_uid = ? where mailbox = ?")
						.params(validity, last, mailbox)
						.update();
				}
			}
			if (!this.working) {
				log.info("The mailbox of bounces can be read again");
			}
			this.working = true;
		}
		catch (MessagingException ex) {
			if (this.working) {
				log.warn("The mailbox of bounces at {}:{} cannot be read; trying again: {}", this.properties.host(),
						this.properties.port(), ex.getClass().getSimpleName());
			}
			this.working = false;
		}
	}

	/** One message, in a transaction of its own. */
	private void record(Message message, Folder folder, Session session) throws MessagingException {
		try {
			content(message, session).flatMap(Bounce::in)
				.ifPresent((bounce) -> this.transaction.executeWithoutResult((status) -> this.recordBounce.of(bounce)));
		}
		catch (TransientDataAccessException | NonTransientDataAccessResourceException
				| CannotCreateTransactionException ex) {
			// The database is away: the same message again, once it is back.
			throw ex;
		}
		catch (MessagingException | RuntimeException | StackOverflowError ex) {
			if (!folder.isOpen()) {
				throw new MessagingException("The mailbox went away");
			}
			log.warn("A message in the mailbox of bounces cannot be read and is left out: {}",
					ex.getClass().getSimpleName());
		}
	}

	/** The whole message, in memory; none when it is too large. */
	private static Optional<MimeMessage> content(Message message, Session session) throws MessagingException {
		if (message.getSize() > LARGEST) {
			return Optional.empty();
		}
		try {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			message.writeTo(bytes);
			return Optional.of(new MimeMessage(session, new ByteArrayInputStream(bytes.toByteArray())));
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	private static Properties settings(String prefix) {
		Properties settings = new Properties();
		settings.setProperty(prefix + ".connectiontimeout", TIMEOUT);
		settings.setProperty(prefix + ".timeout", TIMEOUT);
		settings.setProperty(prefix + ".writetimeout", TIMEOUT);
		settings.setProperty(prefix + ".ssl.checkserveridentity", "true");
		return settings;
	}

}
