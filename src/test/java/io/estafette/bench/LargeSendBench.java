package io.estafette.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestDatabase;
import io.estafette.local.TestPlatform;
import io.estafette.support.ApplicationProcess;
import io.estafette.support.LargeAgency;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A send of three protected documents to 5,000 people, once undisturbed and once with the
 * application killed twice: exactly 15,000 deliveries and 5,000 mails with Message-IDs of
 * their own. The undisturbed one is measured beside its limit: writing the same rows and
 * sending the same mails, and nothing else.
 */
class LargeSendBench {

	private static final int PEOPLE = 5000;

	private static final int DOCUMENTS = 3;

	private static final int MAIL_CONNECTIONS = 2;

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private final PlatformAddresses platform = TestPlatform.get();

	@Test
	void undisturbedBesideItsLimit() throws Exception {
		try (Run run = new Run("bench-undisturbed")) {
			List<String> people = LargeAgency.employees(run.jdbc, PEOPLE);
			long start = System.nanoTime();
			run.application.send(people, DOCUMENTS);
			run.awaitNotified(PEOPLE * DOCUMENTS);
			double send = seconds(start);
			run.check(0);
			double rows = run.writeSameRows();
			double mails = run.sendSameMails();
			System.out.printf("""
					%d deliveries in %.1f s: %.0f per second, handed over and notified
					the same rows alone: %.2f s; the same mails alone, over as many connections: %.2f s
					ratio to both: %.2f%n""", PEOPLE * DOCUMENTS, send, PEOPLE * DOCUMENTS / send, rows, mails,
					send / (rows + mails));
		}
	}

	@Test
	void killedTwice() throws Exception {
		try (Run run = new Run("bench-killed")) {
			List<String> people = LargeAgency.employees(run.jdbc, PEOPLE);
			run.application.send(people, DOCUMENTS);
			for (int part = 1; part <= 2; part++) {
				run.awaitNotified(part * PEOPLE * DOCUMENTS / 4);
				run.application.kill();
				run.application.start();
			}
			run.awaitNotified(PEOPLE * DOCUMENTS);
			run.check(2 * MAIL_CONNECTIONS);
		}
	}

	private static double seconds(long start) {
		return (System.nanoTime() - start) / 1e9;
	}

	/** One application with a database and a mail server of its own. */
	private final class Run implements AutoCloseable {

		private final GreenMail mails = new GreenMail(
				new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());

		private final JdbcClient jdbc;

		private final ApplicationProcess application;

		Run(String folder) throws Exception {
			((Logger) LoggerFactory.getLogger("com.icegreen.greenmail")).setLevel(Level.WARN);
			this.mails.start();
			String database = TestDatabase.create();
			this.jdbc = JdbcClient.create(new DriverManagerDataSource(database, TestDatabase.USER, ""));
			Map<String, String> properties = new HashMap<>(LargeSendBench.this.platform.properties());
			properties.put("spring.datasource.url", database);
			properties.put("spring.mail.port", Integer.toString(this.mails.getSmtp().getPort()));
			this.application = ApplicationProcess.measured(folder, properties, "512m");
			this.application.start();
		}

		void awaitNotified(int deliveries) {
			await().atMost(PATIENCE)
				.pollInterval(Duration.ofMillis(100))
				.until(() -> count("delivery where state = 'NOTIFIED'"), (notified) -> notified >= deliveries);
		}

		void check(int repeats) throws MessagingException {
			assertThat(count("delivery")).isEqualTo(PEOPLE * DOCUMENTS);
			List<String> ids = new ArrayList<>();
			for (MimeMessage mail : this.mails.getReceivedMessages()) {
				ids.add(mail.getMessageID());
			}
			assertThat(Set.copyOf(ids)).hasSize(PEOPLE);
			assertThat(ids.size() - PEOPLE).isLessThanOrEqualTo(repeats);
		}

		/** Copies the rows, keys and indexes included, as one statement per table. */
		double writeSameRows() {
			Stream.of("hand_over", "delivery", "outgoing_mail")
				.forEach((table) -> this.jdbc.sql("create table same_%1$s (like %1$s including all)".formatted(table))
					.update());
			long start = System.nanoTime();
			Stream.of("hand_over", "delivery", "outgoing_mail")
				.forEach((table) -> this.jdbc
					.sql("insert into same_%1$s overriding system value select * from %1$s".formatted(table))
					.update());
			return seconds(start);
		}

		double sendSameMails() throws InterruptedException {
			List<MimeMessage> same = List.of(this.mails.getReceivedMessages());
			long start = System.nanoTime();
			List<Thread> senders = Stream.iterate(0, (i) -> i < MAIL_CONNECTIONS, (i) -> i + 1)
				.map((part) -> Thread.ofPlatform()
					.start(() -> send(same.subList(part * same.size() / MAIL_CONNECTIONS,
							(part + 1) * same.size() / MAIL_CONNECTIONS))))
				.collect(Collectors.toList());
			for (Thread sender : senders) {
				sender.join();
			}
			double seconds = seconds(start);
			assertThat(this.mails.getReceivedMessages()).hasSize(2 * same.size());
			return seconds;
		}

		private void send(List<MimeMessage> part) {
			try (Transport transport = Session.getInstance(new Properties()).getTransport("smtp")) {
				transport.connect("127.0.0.1", this.mails.getSmtp().getPort(), null, null);
				for (MimeMessage mail : part) {
					transport.sendMessage(mail, mail.getAllRecipients());
				}
			}
			catch (MessagingException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private int count(String what) {
			return this.jdbc.sql("select count(*) from " + what).query(Integer.class).single();
		}

		@Override
		public void close() {
			this.application.close();
			this.mails.stop();
		}

	}

}
