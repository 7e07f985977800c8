package io.estafette.notification;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.estafette.directory.EmployeeId;
import io.estafette.local.WithDatabase;
import io.estafette.organization.NodeId;
import io.estafette.platform.BusinessMeters;
import io.estafette.platform.security.EndSessions;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Mails of the demonstration's employees, over real SMTP and from the real database. The
 * senders look at the outbox only when they are woken.
 */
@SpringBootTest(classes = MailTest.Configuration.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "camunda.client.enabled=false", "estafette.mail.poll-interval=10m",
				"spring.messages.basename=messages/notification,messages/delivery" })
@ActiveProfiles("demonstration")
@WithDatabase
// Said once more, so that the application's component scan leaves the configuration below
// alone.
@ExtendWith(SpringExtension.class)
abstract class MailTest {

	static final SmtpGate mailServer = new SmtpGate();

	static {
		// The mail server's own threads complain of connections that end in the middle.
		Awaitility.doNotCatchUncaughtExceptionsByDefault();
	}

	@Autowired
	JdbcClient jdbc;

	@Autowired
	QueueMails queueMails;

	@Autowired
	SendMails sendMails;

	@Autowired
	MovableClock clock;

	@Autowired
	Commits commits;

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry properties) {
		properties.add("spring.mail.host", () -> "127.0.0.1");
		properties.add("spring.mail.port", mailServer::port);
		properties.add("estafette.base-url", () -> "https://coffre.example.org/");
	}

	@BeforeEach
	void emptyMailboxes() throws Exception {
		mailServer.reset();
		this.commits.failing.clear();
		this.jdbc.sql("delete from outgoing_mail").update();
		this.clock.move(Duration.ofMinutes(1));
	}

	/** Queues a mail for one employee and gives the hand-over's id. */
	UUID queue(String matricule, HandOverMail.Line... documents) {
		UUID handOver = UUID.randomUUID();
		this.queueMails.of(List.of(mail(handOver, matricule, documents)));
		return handOver;
	}

	HandOverMail mail(UUID handOver, String matricule, HandOverMail.Line... documents) {
		record Ids(UUID employee, UUID node) {
		}
		Ids ids = this.jdbc.sql("select id, agency_id from employee where matricule = ?")
			.param(matricule)
			.query((row, number) -> new Ids(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
			.single();
		return new HandOverMail(handOver, new EmployeeId(ids.employee()), new NodeId(ids.node()),
				(documents.length > 0) ? List.of(documents) : List.of(new HandOverMail.Line("Note de service", false)));
	}

	List<MimeMessage> received() {
		return Arrays.asList(mailServer.mailServer().getReceivedMessages());
	}

	MimeMessage receivedFor(UUID handOver) {
		return await()
			.until(() -> received().stream().filter((message) -> isFor(message, handOver)).findFirst(),
					java.util.Optional::isPresent)
			.orElseThrow();
	}

	void awaitNothingWaiting() {
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(this.jdbc.sql("select count(*) from outgoing_mail where state = 'WAITING'")
				.query(Long.class)
				.single()).isZero());
	}

	static boolean isFor(MimeMessage message, UUID handOver) {
		return messageId(message).equals("<handover-" + handOver + "@coffre.example.org>");
	}

	static String messageId(MimeMessage message) {
		try {
			assertThat(message.getHeader("Message-ID")).hasSize(1);
			return message.getMessageID();
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The first part of this type. */
	static Part part(Part part, String type) throws MessagingException, IOException {
		Part found = find(part, type);
		assertThat(found).as(type).isNotNull();
		return found;
	}

	private static Part find(Part part, String type) throws MessagingException, IOException {
		if (part.isMimeType(type)) {
			return part;
		}
		if (part.getContent() instanceof Multipart parts) {
			for (int i = 0; i < parts.getCount(); i++) {
				BodyPart child = parts.getBodyPart(i);
				Part found = find(child, type);
				if (found != null) {
					return found;
				}
			}
		}
		return null;
	}

	static String text(MimeMessage message) throws MessagingException, IOException {
		return (String) part(message, "text/plain").getContent();
	}

	static String html(MimeMessage message) throws MessagingException, IOException {
		return (String) part(message, "text/html").getContent();
	}

	/** The module with what it stands on, and with the ledger that listens to it. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ConfigurationPropertiesScan("io.estafette.notification")
	@ComponentScan(
			basePackages = { "io.estafette.notification", "io.estafette.account", "io.estafette.delivery",
					"io.estafette.directory", "io.estafette.organization", "io.estafette.demonstration" },
			excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX,
					pattern = ".*(\\.(process|web)\\..*|SealDocument|HandOverDocuments|ArchiveSigned|ChangeOwnPassword|Tests?)"))
	@Import({ EndSessions.class, BusinessMeters.class })
	static class Configuration {

		@Bean
		PasswordEncoder passwordEncoder() {
			return PasswordEncoderFactories.createDelegatingPasswordEncoder();
		}

		@Bean
		MovableClock movableClock() {
			return new MovableClock();
		}

		@Bean
		Commits commits() {
			return new Commits();
		}

	}

	static final class MovableClock extends Clock {

		private volatile Duration moved = Duration.ZERO;

		void move(Duration by) {
			this.moved = this.moved.plus(by);
		}

		@Override
		public Instant instant() {
			return Clock.systemUTC().instant().plus(this.moved);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}

	}

	/**
	 * Lets the transaction of a mail fail where a crash would hurt most: at its commit.
	 */
	static class Commits {

		final Queue<UUID> failing = new ConcurrentLinkedQueue<>();

		@EventListener
		void on(MailSent mail) {
			if (this.failing.remove(mail.handOver())) {
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public void beforeCommit(boolean readOnly) {
						throw new IllegalStateException("The application crashed");
					}

				});
			}
		}

	}

}
