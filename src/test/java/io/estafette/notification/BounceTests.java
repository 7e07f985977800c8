package io.estafette.notification;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.estafette.platform.Refusal;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Mails that come back, as mail servers write it (RFC 3464), read over real IMAP (D2).
 */
class BounceTests extends MailTest {

	private static final String OWN = "h0001@salarie.example";

	@Autowired
	private RecordBounce recordBounce;

	@Autowired
	private RepeatMail repeatMail;

	@Autowired
	private TransactionTemplate transaction;

	private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));

	private GreenMailUser user;

	private ReadBounces bounces;

	@BeforeEach
	void emptyMailbox() {
		this.mailbox.start();
		this.user = this.mailbox.setUser("retours@estafette.example", "retours", "secret");
		this.bounces = new ReadBounces(new BounceProperties("127.0.0.1", this.mailbox.getImap().getPort(), false,
				"retours", "secret", "INBOX", Duration.ofMinutes(1)), this.recordBounce, this.jdbc, this.transaction,
				this.clock);
		this.jdbc.sql("delete from bounce_mailbox").update();
	}

	@AfterEach
	void stop() {
		this.mailbox.stop();
	}

	/** The sender is told in one mail, however many come back, and however often. */
	@Test
	void aMailThatCameBackIsFailedAndItsSenderIsTold() throws Exception {
		UUID first = sent("H0001");
		UUID second = sent("H0002");
		deliver(postfix(messageId(receivedFor(first)), OWN, "failed", "5.1.1"));
		deliver(exchange(messageId(receivedFor(second)), "H0002@Salarie.example", "5.2.2"));
		this.bounces.look();
		assertThat(state(first)).isEqualTo("FAILED BOUNCED 5.1.1");
		assertThat(state(second)).isEqualTo("FAILED BOUNCED 5.2.2");
		deliver(postfix(messageId(receivedFor(first)), OWN, "failed", "5.1.1"));
		this.bounces.look();
		this.bounces.look();
		assertThat(this.jdbc.sql("select documents::text from outgoing_mail where kind = 'NEWS'")
			.query(String.class)
			.list()).singleElement()
			.asString()
			.contains("Le mail à Julie Moreau (H0001) est revenu", "Éric Lefèvre (H0002)")
			.doesNotContain("@")
			.satisfies((lines) -> assertThat(lines.split("Julie Moreau", -1)).hasSize(2));
		// Nothing in the mailbox is changed.
		assertThat(this.mailbox.getReceivedMessages()).hasSize(3);
	}

	/** It goes as a new mail, at once: the old one had been accepted (D2). */
	@Test
	void itCanBeSentAgain() throws Exception {
		UUID handOver = sent("H0001");
		deliver(postfix(messageId(receivedFor(handOver)), OWN, "failed", "5.1.1"));
		this.bounces.look();
		this.transaction.executeWithoutResult((status) -> this.repeatMail.of(handOver));
		awaitSent(handOver);
		assertThat(received().stream().map(MailTest::messageId).filter((id) -> id.contains(handOver.toString())))
			.containsExactlyInAnyOrder("<handover-" + handOver + "@coffre.example.org>",
					"<handover-" + handOver + ".1@coffre.example.org>");
		// The second one comes back too.
		deliver(postfix("<handover-" + handOver + ".1@coffre.example.org>", OWN, "failed", "5.1.1"));
		this.bounces.look();
		assertThat(this.jdbc.sql("select state from outgoing_mail where hand_over_id = ?")
			.param(handOver)
			.query(String.class)
			.list()).containsExactly("FAILED", "FAILED");
		this.transaction.executeWithoutResult((status) -> this.repeatMail.of(handOver));
		awaitSent(handOver);
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.repeatMail.of(handOver))
			.withMessage("MAIL_JUST_SENT");
	}

	@Test
	void whatIsNoBounceOfOursChangesNothing() throws Exception {
		UUID handOver = sent("H0001");
		String id = messageId(receivedFor(handOver));
		deliver(postfix(id, OWN, "delayed", "4.4.1"));
		deliver(postfix(id, OWN, "relayed", "2.0.0"));
		// Made up for somebody else, or for an address that was corrected meanwhile.
		deliver(postfix(id, "h0009@salarie.example", "failed", "5.1.1"));
		deliver(postfix("<other@example.org>", OWN, "failed", "5.1.1"));
		deliver(postfix("<handover-" + UUID.randomUUID() + "@coffre.example.org>", OWN, "failed", "5.1.1"));
		deliver(postfix("<handover-x' or 1=1@coffre.example.org>", OWN, "failed", "5.1.1"));
		deliver("Subject: Absence\r\nFrom: " + OWN + "\r\n\r\nJe suis absente.");
		deliver("Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: "
				+ "message/delivery-status\r\n\r\n\u0000\u0001: broken");
		deliver("Content-Type: multipart/report; report-type=delivery-status\r\n\r\nNo boundary.");
		deliver(postfix(id, OWN, "failed", "5.1.1") + "x".repeat(3_000_000));
		this.bounces.look();
		assertThat(state(handOver)).isEqualTo("SENT");
		// And none of them keeps the next one from being read.
		deliver(postfix(id, OWN, "failed", "5.7.1"));
		this.bounces.look();
		assertThat(state(handOver)).isEqualTo("FAILED BOUNCED 5.7.1");
	}

	/** Whatever one message does to us, the one behind it is read, and neither twice. */
	@Test
	void aPoisonousMessageKeepsNothingFromBeingRead() throws Exception {
		UUID first = sent("H0001");
		UUID second = sent("H0002");
		deliver(postfix(messageId(receivedFor(first)), "h0001\u0000@salarie.example", "failed", "5.1.1"));
		deliver(postfix(messageId(receivedFor(first)), OWN, "failed", "5.1.1"));
		deliver(postfix(messageId(receivedFor(second)), "h0002@salarie.example", "failed", "5.1.1"));
		// What no pattern thought of: the database refuses what is written about the
		// first one.
		this.jdbc
			.sql("alter table outgoing_mail add constraint poison check (hand_over_id <> '%s' or state <> 'FAILED')"
				.formatted(first))
			.update();
		try {
			this.bounces.look();
		}
		finally {
			this.jdbc.sql("alter table outgoing_mail drop constraint poison").update();
		}
		assertThat(state(first)).isEqualTo("SENT");
		assertThat(state(second)).isEqualTo("FAILED BOUNCED 5.1.1");
		this.bounces.look();
		assertThat(state(first)).as("left out for good").isEqualTo("SENT");
	}

	/** Whoever runs the mailbox may take it away and give it back. */
	@Test
	void aMailboxThatIsAwayIsReadLater() throws Exception {
		UUID handOver = sent("H0001");
		deliver(postfix(messageId(receivedFor(handOver)), OWN, "failed", "5.1.1"));
		ReadBounces refused = new ReadBounces(new BounceProperties("127.0.0.1", this.mailbox.getImap().getPort(), false,
				"retours", "wrong", "INBOX", Duration.ofMinutes(1)), this.recordBounce, this.jdbc, this.transaction,
				this.clock);
		refused.look();
		assertThat(state(handOver)).isEqualTo("SENT");
		this.bounces.look();
		assertThat(state(handOver)).isEqualTo("FAILED BOUNCED 5.1.1");
	}

	/** With its hand-over, so that its sender is known. */
	private UUID sent(String matricule) {
		UUID handOver = UUID.randomUUID();
		this.jdbc.sql("""
				insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at)
				select :id, 'FREE_DIFFUSION', gen_random_uuid(), 0, e.id, e.agency_id, a.id, now()
				from employee e, actor a where e.matricule = :matricule and a.login = 'claire.martin'
				""").param("id", handOver).param("matricule", matricule).update();
		this.queueMails.of(List.of(mail(handOver, matricule)));
		receivedFor(handOver);
		awaitSent(handOver);
		return handOver;
	}

	private void awaitSent(UUID handOver) {
		await().atMost(Duration.ofSeconds(60))
			.until(() -> this.jdbc
				.sql("select count(*) from outgoing_mail where state = 'WAITING' and hand_over_id = ?")
				.param(handOver)
				.query(Long.class)
				.single() == 0);
	}

	private String state(UUID handOver) {
		return this.jdbc
			.sql("select concat_ws(' ', state, last_error) from outgoing_mail where hand_over_id = ? and copy = 0")
			.param(handOver)
			.query(String.class)
			.single();
	}

	private void deliver(String message) throws Exception {
		this.user.deliver(new MimeMessage(null, new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8))));
	}

	private static String postfix(String messageId, String recipient, String action, String status) {
		return """
				From: MAILER-DAEMON@relay.example (Mail Delivery System)
				To: retours@estafette.example
				Subject: Undelivered Mail Returned to Sender
				Auto-Submitted: auto-replied
				MIME-Version: 1.0
				Content-Type: multipart/report; report-type=delivery-status; boundary="B1.1/relay"

				--B1.1/relay
				Content-Type: text/plain; charset=us-ascii

				I'm sorry to have to inform you that your message could not be delivered.

				--B1.1/relay
				Content-Type: message/delivery-status

				Reporting-MTA: dns; relay.example
				X-Postfix-Queue-ID: 4ABC

				Final-Recipient: rfc822; %2$s
				Original-Recipient: rfc822;%2$s
				Action: %3$s
				Status: %4$s
				Diagnostic-Code: smtp; 550 5.1.1 no such user

				--B1.1/relay
				Content-Type: text/rfc822-headers

				Message-ID: %1$s
				Subject: Horizon
				To: %2$s

				--B1.1/relay--
				""".formatted(messageId, recipient, action, status).replace("\n", "\r\n");
	}

	private static String exchange(String messageId, String recipient, String status) {
		return """
				From: postmaster@outlook.example
				To: retours@estafette.example
				Subject: Undeliverable
				MIME-Version: 1.0
				Content-Type: multipart/report; report-type=delivery-status;
				\tboundary="8ddc"

				--8ddc
				Content-Type: multipart/alternative; boundary="8ddd"

				--8ddd
				Content-Type: text/html; charset="utf-8"

				<p>Votre message n'a pas pu être remis.</p>
				--8ddd--

				--8ddc
				Content-Type: message/delivery-status

				Reporting-MTA: dns;outlook.example
				Received-From-MTA: dns;relay.example

				Final-Recipient: rfc822;%2$s
				Action: failed
				Status: %3$s
				X-Display-Name: Quelqu'un

				--8ddc
				Content-Type: message/rfc822

				Message-ID: %1$s
				From: ne-pas-repondre@estafette.example
				To: %2$s
				Content-Type: text/plain

				Bonjour
				--8ddc--
				""".formatted(messageId, recipient, status).replace("\n", "\r\n");
	}

}
