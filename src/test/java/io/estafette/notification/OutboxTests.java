package io.estafette.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.estafette.directory.FindInvitation;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/** Every mail leaves once, whatever happens to the mail server or to us (D2). */
@ExtendWith(OutputCaptureExtension.class)
class OutboxTests extends MailTest {

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private SendNextMail sendNextMail;

	@Autowired
	private JavaMailSenderImpl javaMail;

	@Autowired
	private OutgoingMailProperties properties;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private FindInvitation findInvitation;

	@Autowired
	private MailServerHealth health;

	@Test
	void aMailLeavesAsSoonAsItIsCommittedAndIsRecorded() {
		double sentBefore = this.meters.get("estafette.mails.sent").counter().count();
		UUID handOver = queue("H0001");
		await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(state(handOver)).isEqualTo("SENT"));
		assertThat(received()).singleElement().matches((mail) -> isFor(mail, handOver));
		await().untilAsserted(
				() -> assertThat(this.meters.get("estafette.mails.sent").counter().count()).isEqualTo(sentBefore + 1));
		assertThat(this.meters.get("estafette.mails.waiting").gauge().value()).isZero();
	}

	@Test
	void aHandOverThatIsQueuedTwiceGetsOneMail() {
		HandOverMail mail = mail(UUID.randomUUID(), "H0001");
		this.queueMails.of(List.of(mail));
		receivedFor(mail.handOver());
		awaitNothingWaiting();
		this.queueMails.of(List.of(mail));
		receivedFor(queue("H0002"));
		awaitNothingWaiting();
		assertThat(received()).hasSize(2);
	}

	@Test
	void nothingLeavesBeforeTheCommitOrWithoutIt() {
		this.transaction.executeWithoutResult((status) -> {
			queue("H0001");
			status.setRollbackOnly();
		});
		UUID handOver = queue("H0002");
		receivedFor(handOver);
		awaitNothingWaiting();
		assertThat(received()).singleElement().matches((mail) -> isFor(mail, handOver));
	}

	@Test
	void twoCopiesSendManyMailsOnceEachOverFewConnections() {
		SendMails otherCopy = new SendMails(this.sendNextMail, this.javaMail,
				new OutgoingMailProperties(this.properties.from(), null, 2, Duration.ofMillis(20)), this.clock);
		otherCopy.start();
		try {
			List<UUID> handOvers = queueForLyon(6);
			awaitNothingWaiting();
			assertThat(received().stream().map(MailTest::messageId)).hasSize(240)
				.doesNotHaveDuplicates()
				.containsExactlyInAnyOrderElementsOf(
						handOvers.stream().map((id) -> "<handover-" + id + "@coffre.example.org>").toList());
			assertThat(mailServer.connections()).isLessThan(24);
		}
		finally {
			otherCopy.stop();
		}
	}

	@Test
	void mailsWaitForAMailServerThatIsAwayAndFollowWhenItIsBack(CapturedOutput output) throws Exception {
		mailServer.close();
		List<UUID> handOvers = queueForLyon(1);
		await().until(() -> output.getAll().contains("takes no mails; they wait"));
		assertThat(this.meters.get("estafette.mails.waiting").gauge().value()).isEqualTo(40);
		this.health.look();
		assertThat(this.health.health().getStatus().getCode()).isEqualTo("AWAY");
		mailServer.open();
		this.health.look();
		assertThat(this.health.health().getStatus().getCode()).isEqualTo("UP");
		this.clock.move(Duration.ofMinutes(1));
		this.sendMails.wake();
		awaitNothingWaiting();
		assertThat(received().stream().map(MailTest::messageId)).hasSize(handOvers.size()).doesNotHaveDuplicates();
		assertThat(output).contains("The mail server takes mails again");
	}

	@Test
	void mailsAreNotLostByAMailServerThatGoesAwayInTheMiddle() throws Exception {
		List<UUID> handOvers = queueForLyon(3);
		await().until(() -> received().size() > 10);
		mailServer.close();
		mailServer.open();
		await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
			this.clock.move(Duration.ofMinutes(1));
			this.sendMails.wake();
			assertThat(states()).isEqualTo(Map.of("SENT", 120L));
		});
		assertThat(received().stream().map(MailTest::messageId).distinct()).hasSize(handOvers.size());
	}

	@Test
	void aMailServerThatRefusesUsKeepsMailsWaiting(CapturedOutput output) {
		mailServer.answer("MAIL FROM:", "530 5.7.0 Authentication required");
		UUID handOver = queue("H0001");
		await().until(() -> output.getAll().contains("takes no mails; they wait"));
		assertThat(state(handOver)).isEqualTo("WAITING");
		mailServer.answerNoMore();
		this.clock.move(Duration.ofMinutes(15));
		this.sendMails.wake();
		receivedFor(handOver);
		awaitNothingWaiting();
	}

	@Test
	void aMailServerMayEndConnectionsAsItLikes() {
		mailServer.hangUpAfter(3);
		queueForLyon(1);
		awaitNothingWaiting();
		assertThat(received().stream().map(MailTest::messageId)).hasSize(40).doesNotHaveDuplicates();
		assertThat(this.jdbc.sql("select max(attempts) from outgoing_mail").query(Integer.class).single()).isZero();
	}

	@Test
	void aMailThatWasAcceptedButNotRecordedComesAgainUnderTheSameMessageId() throws Exception {
		HandOverMail mail = mail(UUID.randomUUID(), "H0012");
		this.commits.failing.add(mail.handOver());
		this.queueMails.of(List.of(mail));
		await().until(() -> lastError(mail.handOver()) != null);
		assertThat(lastError(mail.handOver())).isEqualTo("NOT_RECORDED");
		this.clock.move(Duration.ofSeconds(10));
		this.sendMails.wake();
		awaitNothingWaiting();
		List<MimeMessage> both = received();
		assertThat(both).hasSize(2).allMatch((received) -> isFor(received, mail.handOver()));
		List<String> tokens = new ArrayList<>();
		for (MimeMessage received : both) {
			Pattern.compile("/invitation/(\\S+)")
				.matcher(text(received))
				.results()
				.forEach((link) -> tokens.add(link.group(1)));
		}
		assertThat(tokens).hasSize(2)
			.doesNotHaveDuplicates()
			.allMatch((token) -> this.findInvitation.byToken(token).isPresent());
	}

	@Test
	void anAddressThatIsRefusedForGoodHoldsNobodyUp(CapturedOutput output) {
		double failedBefore = this.meters.get("estafette.mails.failed").counter().count();
		mailServer.answer("RCPT TO:<h0003@", "550 5.1.1 <h0003@salarie.example> No such user");
		UUID before = queue("H0002");
		UUID refused = queue("H0003");
		UUID after = queue("H0004");
		receivedFor(before);
		receivedFor(after);
		awaitNothingWaiting();
		assertThat(state(refused)).isEqualTo("FAILED");
		assertThat(lastError(refused)).isEqualTo("ADDRESS_REFUSED 550 5.1.1");
		assertThat(this.meters.get("estafette.mails.failed").counter().count()).isEqualTo(failedBefore + 1);
		assertThat(output).doesNotContain("h0003").doesNotContain("takes no mails");
		mailServer.answerNoMore();
		this.clock.move(Duration.ofHours(1));
		receivedFor(queue("H0005"));
		awaitNothingWaiting();
		assertThat(received()).hasSize(3);
	}

	@Test
	void whatCannotBeAnAddressIsGivenUp() {
		this.jdbc.sql(
				"update employee set email = E'h0030@salarie.example\\r\\nBcc: victim@example.org' where matricule = 'H0030'")
			.update();
		try {
			UUID handOver = queue("H0030");
			await().untilAsserted(() -> assertThat(state(handOver)).isEqualTo("FAILED"));
			assertThat(lastError(handOver)).isEqualTo("ADDRESS_REFUSED SYNTAX");
			assertThat(received()).isEmpty();
		}
		finally {
			this.jdbc.sql("update employee set email = 'h0030@salarie.example' where matricule = 'H0030'").update();
		}
	}

	@Test
	void anAddressThatIsRefusedForNowIsTriedAgainLaterAndLater() {
		mailServer.answer("RCPT TO:<h0003@", "451 4.7.1 Try again later");
		UUID refused = queue("H0003");
		receivedFor(queue("H0004"));
		for (int attempt = 1; attempt <= 8; attempt++) {
			int made = attempt;
			await().untilAsserted(() -> assertThat(attempts(refused)).isEqualTo(made));
			assertThat(state(refused)).isEqualTo("WAITING");
			assertThat(delay(refused)).isLessThanOrEqualTo(Duration.ofSeconds(Math.min(10 << (made - 1), 900)))
				.isGreaterThan(Duration.ofSeconds(Math.min(5 << (made - 1), 800)));
			this.clock.move(Duration.ofMinutes(15));
			this.sendMails.wake();
		}
		mailServer.answerNoMore();
		this.clock.move(Duration.ofMinutes(15));
		this.sendMails.wake();
		receivedFor(refused);
		awaitNothingWaiting();
		assertThat(states()).containsExactly(entry("SENT", 2L));
	}

	@Test
	void aMailIsGivenUpAfterManyRefusalsInManyDays() {
		mailServer.answer("RCPT TO:<h0003@", "554 5.7.1 Relay access denied");
		UUID refused = queue("H0003");
		await().untilAsserted(() -> assertThat(attempts(refused)).isOne());
		this.jdbc.sql("update outgoing_mail set attempts = 19").update();
		this.clock.move(Duration.ofMinutes(15));
		this.sendMails.wake();
		await().untilAsserted(() -> assertThat(attempts(refused)).isEqualTo(20));
		assertThat(state(refused)).isEqualTo("WAITING");
		this.clock.move(Duration.ofDays(5));
		this.sendMails.wake();
		await().untilAsserted(() -> assertThat(state(refused)).isEqualTo("FAILED"));
		assertThat(lastError(refused)).isEqualTo("NOT_ACCEPTED 554 5.7.1");
	}

	/** One mail and more for each of the 40 employees. */
	private List<UUID> queueForLyon(int mailsEach) {
		List<HandOverMail> mails = IntStream.range(0, 40 * mailsEach)
			.mapToObj((i) -> mail(UUID.randomUUID(), "H%04d".formatted(1 + i % 40)))
			.toList();
		this.queueMails.of(mails);
		return mails.stream().map(HandOverMail::handOver).toList();
	}

	private String state(UUID handOver) {
		return value("state", handOver, String.class);
	}

	private String lastError(UUID handOver) {
		return value("last_error", handOver, String.class);
	}

	private int attempts(UUID handOver) {
		return value("attempts", handOver, Integer.class);
	}

	private Duration delay(UUID handOver) {
		return Duration.between(this.clock.instant(),
				value("next_attempt_at", handOver, java.time.OffsetDateTime.class).toInstant());
	}

	private <T> T value(String column, UUID handOver, Class<T> type) {
		return this.jdbc.sql("select " + column + " from outgoing_mail where hand_over_id = ?")
			.param(handOver)
			.query((row, number) -> row.getObject(1, type))
			.list()
			.getFirst();
	}

	private Map<String, Long> states() {
		return Stream.of("WAITING", "SENT", "FAILED")
			.map((state) -> Map.entry(state,
					this.jdbc.sql("select count(*) from outgoing_mail where state = ?")
						.param(state)
						.query(Long.class)
						.single()))
			.filter((count) -> count.getValue() > 0)
			.collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}
