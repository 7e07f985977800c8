package io.estafette.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestDatabase;
import io.estafette.local.TestPlatform;
import io.estafette.samples.SampleBatch;
import io.estafette.samples.SamplePdfs;
import io.estafette.support.ApplicationProcess;
import io.estafette.support.ApplicationProcess.Part;
import io.estafette.support.LargeAgency;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A batch of 100,000 payslips of 10 kB, a gigabyte, with five matching campaigns of two
 * documents, in an application of at most 512 MB: once beside its limits (writing the
 * same rows and bytes with COPY; a process instance per line), once with the application
 * and Camunda killed twice each. {@code -Dlines=…} makes it smaller. The README says how
 * to run it.
 */
class BatchBench {

	private static final int LINES = Integer.getInteger("lines", 100_000);

	/** Lines of a batch before what is measured. */
	private static final int WARM = Integer.getInteger("warm", 2_000);

	private static final int PDF_SIZE = 10_000;

	private static final byte MARK = (byte) '#';

	private static final int CAMPAIGNS = 5;

	private static final int SINGLES = 300;

	private static final Duration PATIENCE = Duration.ofHours(3);

	private static final List<String> TABLES = List.of("content", "document", "deposit", "deposit_batch_line",
			"hand_over", "delivery", "outgoing_mail", "journal_entry");

	private final PlatformAddresses platform = TestPlatform.get();

	@TempDir
	Path folder;

	@Test
	void undisturbedBesideItsLimits() throws Exception {
		try (Run run = new Run("bench-batch")) {
			run.campaigns();
			run.warmUp();
			Path archive = run.archive();
			long start = System.nanoTime();
			run.send(archive);
			double accepted = seconds(start);
			run.await("select count(*) from deposit_batch where stored_at is not null", 2);
			double stored = seconds(start);
			run.await("select count(*) from deposit_batch where state = 'COMPLETED'", 2);
			double completed = seconds(start);
			run.awaitMails();
			double notified = seconds(start);
			run.check();
			double copied = run.copySameRows() * LINES / (LINES + WARM);
			double singles = run.singleDeposits();
			System.out.printf("""
					%d lines, archive of %d MB: accepted after %.1f s, stored and matched after %.1f s, \
					handed over after %.1f s (%.0f lines per second), all mails sent after %.1f s
					the same rows and bytes with COPY: %.1f s; ratio handed over to COPY: %.2f
					single deposits, a process instance each: %.1f lines per second; ratio of the batch to them: %.1f
					""", LINES, Files.size(archive) / 1_000_000, accepted, stored, completed, LINES / completed,
					notified, copied, completed / copied, singles, LINES / completed / singles);
		}
	}

	@Test
	void killedFourTimes() throws Exception {
		try (Run run = new Run("bench-batch-killed")) {
			run.campaigns();
			run.send(run.archive());
			for (int part = 1; part <= 2; part++) {
				run.await("select count(*) from deposit_batch_line where outcome is not null", part * LINES / 3);
				run.application.kill();
				run.application.start();
				TestPlatform.killCamunda();
			}
			run.await("select count(*) from deposit_batch where state = 'COMPLETED'", 1);
			run.awaitMails();
			run.check();
			System.out.printf("%d lines, killed four times: %d mails, %d of them different%n", LINES,
					run.mails.received(), run.mails.messageIds());
		}
	}

	private static double seconds(long start) {
		return (System.nanoTime() - start) / 1e9;
	}

	/** One application with a database and a mail server of its own. */
	private final class Run implements AutoCloseable {

		private final CountingMailServer mails = new CountingMailServer();

		private final JdbcClient jdbc;

		/** Only a superuser may copy to and from files. */
		private final JdbcClient superuser;

		private final ApplicationProcess application;

		private final List<String> people;

		private final byte[] letter = small();

		private int mailsBefore;

		Run(String name) throws IOException {
			String database = TestDatabase.create();
			this.jdbc = JdbcClient.create(new DriverManagerDataSource(database, TestDatabase.USER, ""));
			this.superuser = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
			Map<String, String> properties = new HashMap<>(BatchBench.this.platform.properties());
			properties.put("spring.datasource.url", database);
			properties.put("spring.mail.port", Integer.toString(this.mails.port()));
			this.application = ApplicationProcess.measured(name, properties, "512m");
			this.application.start();
			this.people = LargeAgency.employees(this.jdbc, LINES + WARM);
		}

		void campaigns() throws Exception {
			String today = LocalDate.now(ZoneId.of("Europe/Paris")).toString();
			for (int campaign = 1; campaign <= CAMPAIGNS; campaign++) {
				String id = this.application
					.post("demo-sirh-horizon", "/api/v1/campaigns", List.of(Part.json("campaign", """
							{"name":"Campagne %d","target":"LYO","triggers":["PAYSLIP"],"startDate":"%s",
							"documents":[{"file":"1.pdf","name":"Note","toSign":false},
							{"file":"2.pdf","name":"Consignes","toSign":false}]}
							""".formatted(campaign, today)), Part.file("files", "1.pdf", SamplePdfs.letter()),
							Part.file("files", "2.pdf", SamplePdfs.letter())))
					.get("id")
					.asText();
				this.application.call("demo-sirh-horizon", "POST", "/api/v1/campaigns/" + id + "/launch");
			}
			await("select count(*) from campaign where state = 'ACTIVE' and ready_at is not null", CAMPAIGNS);
		}

		/** How many single deposits per second go through processes of their own. */
		double singleDeposits() throws Exception {
			long start = System.nanoTime();
			for (int i = 0; i < SINGLES; i++) {
				this.application.post("demo-paie-horizon", "/api/v1/deposits", List.of(
						Part.json("deposit",
								"""
										{"externalId":"single-%d","kind":"PAYSLIP","matricule":"H%04d","agency":"LYO","period":"2026-11"}
										"""
									.formatted(i, 1 + i % 40)),
						Part.file("file", "bulletin.pdf", pdf(LINES + WARM + i))));
			}
			await("select count(*) from deposit where state = 'COMPLETED' and external_id like 'single-%'", SINGLES);
			return SINGLES / seconds(start);
		}

		/** For other people, so that both sides have a warm JVM and warm pages. */
		void warmUp() throws Exception {
			send(archive("warm", LINES, WARM));
			await("select count(*) from deposit_batch where state = 'COMPLETED'", 1);
			awaitMails();
			this.mailsBefore = this.mails.messageIds();
		}

		Path archive() {
			return archive("batch", 0, LINES);
		}

		private Path archive(String name, int first, int lines) {
			SampleBatch batch = new SampleBatch(BatchBench.this.folder.resolve(name + ".zip"));
			for (int i = first; i < first + lines; i++) {
				batch.payslip(name + "-" + i, this.people.get(i), pdf(i));
			}
			return batch.finished();
		}

		/** A page, and beside it a stream of marks that makes it 10 kB. */
		private static byte[] small() throws IOException {
			try (PDDocument pdf = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
				PDPage page = new PDPage();
				pdf.addPage(page);
				try (PDPageContentStream text = new PDPageContentStream(pdf, page)) {
					text.beginText();
					text.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
					text.newLineAtOffset(72, 720);
					text.showText("Bulletin de paie");
					text.endText();
				}
				byte[] filler = new byte[PDF_SIZE - 1_000];
				Arrays.fill(filler, MARK);
				pdf.getDocumentCatalog()
					.getCOSObject()
					.setItem("Filler", new PDStream(pdf, new ByteArrayInputStream(filler)));
				pdf.save(bytes);
				return bytes.toByteArray();
			}
		}

		/** Each is another file: its number stands in place of some marks. */
		private byte[] pdf(int number) {
			byte[] pdf = this.letter.clone();
			byte[] mark = "%010d".formatted(number).getBytes(StandardCharsets.US_ASCII);
			int at = 0;
			while (pdf[at] != MARK || pdf[at + mark.length] != MARK) {
				at++;
			}
			System.arraycopy(mark, 0, pdf, at, mark.length);
			return pdf;
		}

		void send(Path archive) throws Exception {
			this.application.postFile("demo-paie-horizon", "/api/v1/deposit-batches", "archive", archive);
		}

		void await(String count, int expected) {
			org.awaitility.Awaitility.await()
				.atMost(PATIENCE)
				.pollInterval(Duration.ofMillis(500))
				.until(() -> this.jdbc.sql(count).query(Integer.class).single(), (found) -> found >= expected);
		}

		/**
		 * Without counting the ledger again and again, which would be most of the work.
		 */
		void awaitMails() {
			await("select case when exists (select 1 from outgoing_mail where state = 'WAITING') then 0 else 1 end", 1);
		}

		void check() {
			UUID batch = this.jdbc.sql("select id from deposit_batch order by received_at desc limit 1")
				.query(UUID.class)
				.single();
			assertThat(count("deposit_batch_line where outcome = 'ACCEPTED' and batch_id = '" + batch + "'"))
				.isEqualTo(LINES);
			String ofBatch = "delivery d join hand_over h on h.id = d.hand_over_id where h.source_id = '" + batch + "'";
			assertThat(count(ofBatch + " and d.origin = 'PAYSLIP'")).isEqualTo(LINES);
			assertThat(count(ofBatch + " and d.origin = 'CAMPAIGN'")).isEqualTo(2 * CAMPAIGNS * LINES);
			assertThat(count(ofBatch + " and d.state = 'NOTIFIED'")).isEqualTo(11 * LINES);
			assertThat(this.mails.messageIds() - this.mailsBefore).isEqualTo(LINES);
		}

		private int count(String what) {
			return this.jdbc.sql("select count(*) from " + what).query(Integer.class).single();
		}

		/** Keys and indexes included, as one statement per table. */
		double copySameRows() {
			double seconds = 0;
			for (String table : TABLES) {
				String columns = this.superuser.sql("""
						select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
						where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''
						""").param(table).query(String.class).single();
				Path file = Path.of(System.getProperty("java.io.tmpdir"), "bench-" + table + ".copy");
				this.superuser.sql("copy (select %s from %s) to '%s' (format binary)".formatted(columns, table, file))
					.update();
				this.superuser.sql("create table same_%1$s (like %1$s including all)".formatted(table)).update();
				long start = System.nanoTime();
				this.superuser.sql("copy same_%s (%s) from '%s' (format binary)".formatted(table, columns, file))
					.update();
				seconds += seconds(start);
			}
			return seconds;
		}

		@Override
		public void close() {
			this.application.close();
			this.mails.close();
		}

	}

}
