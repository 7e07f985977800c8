package io.estafette.payroll.web;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.LaunchedCampaigns;
import io.estafette.campaign.MatchCampaigns;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.NotifyRecipients;
import io.estafette.directory.CreateEmployee;
import io.estafette.local.WithDatabase;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.payroll.BatchId;
import io.estafette.payroll.CompleteBatch;
import io.estafette.payroll.CompleteDeposit;
import io.estafette.payroll.DeliverBatchChunk;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.FindBatchChunk;
import io.estafette.payroll.FindDepositsTogether;
import io.estafette.payroll.FindWaitingDeposits;
import io.estafette.payroll.IdentifyEmployee;
import io.estafette.payroll.ReadBatch;
import io.estafette.payroll.ReceiveBatch;
import io.estafette.payroll.StoreBatchChunk;
import io.estafette.platform.Refusal;
import io.estafette.samples.SampleBatch;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Batches as a payroll system sends them (P3): real HTTP, real database; the steps of the
 * process one after the other, each as often as a test wants.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
@Import(LaunchedCampaigns.class)
class BatchApiTests {

	private static final String HORIZON = "demo-paie-horizon";

	private static final byte[] PDF = SamplePdfs.letter();

	private static final AtomicLong instances = new AtomicLong(1);

	@Autowired
	private TestRestTemplate http;

	@Autowired
	private ReadBatch read;

	@Autowired
	private StoreBatchChunk store;

	@Autowired
	private FindBatchChunk findChunk;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private DeliverBatchChunk deliver;

	@Autowired
	private CompleteBatch complete;

	@Autowired
	private ReceiveBatch receive;

	@Autowired
	private FindActor findActor;

	@Autowired
	private FindWaitingDeposits findWaiting;

	@Autowired
	private FindDepositsTogether findTogether;

	@Autowired
	private IdentifyEmployee identify;

	@Autowired
	private HandOverDocuments handOver;

	@Autowired
	private NotifyRecipients notify;

	@Autowired
	private CompleteDeposit completeDeposit;

	@Autowired
	private CreateEmployee createEmployee;

	@Autowired
	private LaunchedCampaigns campaigns;

	@Autowired
	private MessageSource messages;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ObjectMapper json;

	@TempDir
	Path folder;

	@BeforeEach
	void closeCampaigns() {
		this.jdbc.sql("update campaign set closed_by = author_id, closed_at = now(), state = 'CLOSED'").update();
	}

	/**
	 * A good line among every kind of bad one: each has its reason, and none stops
	 * another.
	 */
	@Test
	void eachLineIsJudgedAlone() {
		SampleBatch batch = batch().payslip("good-1", "H0001", PDF)
			.line("bad-kind;BONUS;H0001;LYO;2026-11;;;;good-1.pdf")
			.line("bad-period;PAYSLIP;H0001;LYO;2026-13;;;;good-1.pdf")
			.line("bad-executive;PAYSLIP;H0001;LYO;2026-11;maybe;;;good-1.pdf")
			.line("bad-time;PAYSLIP;H0001;LYO;2026-11;;;yesterday;good-1.pdf")
			.line("bad-matricule;PAYSLIP;H 0001;LYO;2026-11;;;;good-1.pdf")
			.line("bad-agency;PAYSLIP;H0001;PAR;2026-11;;;;good-1.pdf")
			.line("bad-company;PAYSLIP;H0001;LYO;2026-11;;EU-NOBODY;;good-1.pdf")
			.line("signed-year;PAYSLIP;H0001;LYO;-2026-11;;;;good-1.pdf")
			.line("long-year;PAYSLIP;H0001;LYO;+12345-11;;;;good-1.pdf")
			.line("far-time;PAYSLIP;H0001;LYO;2026-11;;;+999999999-12-31T23:59:59Z;good-1.pdf")
			.line("nul\0;PAYSLIP;H0001;LYO;2026-11;;;;good-1.pdf")
			.line("latin-1-é;PAYSLIP;H0001;LYO;2026-11;;;;good-1.pdf", StandardCharsets.ISO_8859_1)
			.line("\"never-closed;PAYSLIP;H0001;LYO;2026-11;;;;good-1.pdf")
			.line("\"closed\"-early;PAYSLIP;H0001;LYO;2026-11;;;;good-1.pdf")
			.line("\"quoted\"; PAYSLIP ;H0001;\"LYO\" ;2026-11;;;;\"good \"\"1\"\".pdf\"")
			.file("good \"1\".pdf", SamplePdfs.letter())
			.line("short;PAYSLIP;H0001")
			.line("no-file;PAYSLIP;H0001;LYO;2026-11;;;;nowhere.pdf")
			.line("unnamed-file;PAYSLIP;H0001;LYO;2026-11;;;;")
			.line(";PAYSLIP;H0001;LYO;2026-11;;;;good-1.pdf")
			.line("=1+1;PAYSLIP;H0001;LYO;2026-11;;;;good-1.pdf")
			.line("\"with;semicolon\";PAYSLIP;H0001;LYO;2026-11;;;;text.pdf")
			.file("text.pdf", "no PDF".getBytes(StandardCharsets.UTF_8))
			.line("empty;PAYSLIP;H0001;LYO;2026-11;;;;empty.pdf")
			.file("empty.pdf", new byte[0])
			.line("bomb;PAYSLIP;H0001;LYO;2026-11;;;;bomb.pdf")
			.file("bomb.pdf", new byte[20 * 1024 * 1024])
			.line("unknown;CONTRACT;N9999;;;true;EU-ACIER;;contract.pdf")
			.file("contract.pdf", SamplePdfs.letter())
			.payslip("good-2", "H0002", SamplePdfs.payslip());
		BatchId id = deposited(batch);
		assertThat(body(get(HORIZON, address(id))).get("state").asText()).isEqualTo("RUNNING");
		assertThat(body(get(HORIZON, address(id) + "/report")).get("code").asText()).isEqualTo("BATCH_RUNNING");
		work(id);
		assertThat(report(id)).containsExactly("external_id;outcome;reason", "good-1;ACCEPTED;",
				"bad-kind;REFUSED;DEPOSIT_FIELD_INVALID", "bad-period;REFUSED;DEPOSIT_FIELD_INVALID",
				"bad-executive;REFUSED;DEPOSIT_FIELD_INVALID", "bad-time;REFUSED;DEPOSIT_FIELD_INVALID",
				"bad-matricule;REFUSED;DEPOSIT_MATRICULE_INVALID", "bad-agency;REFUSED;AGENCY_NOT_FOUND",
				"bad-company;REFUSED;CLIENT_COMPANY_NOT_FOUND", "signed-year;REFUSED;DEPOSIT_FIELD_INVALID",
				"long-year;REFUSED;DEPOSIT_FIELD_INVALID", "far-time;ACCEPTED;", "nul\uFFFD;REFUSED;LINE_NOT_READABLE",
				"latin-1-\uFFFD;REFUSED;LINE_NOT_READABLE",
				"\"never-closed;PAYSLIP;H0001;LYO;2026-11;;;;good-1.pdf\uFFFD\";REFUSED;LINE_NOT_READABLE",
				"closed\uFFFD-early;REFUSED;LINE_NOT_READABLE", "quoted;ACCEPTED;", "short;REFUSED;LINE_COLUMNS",
				"no-file;REFUSED;FILE_MISSING", "unnamed-file;REFUSED;DEPOSIT_FIELD_INVALID",
				";REFUSED;EXTERNAL_ID_INVALID", "=1+1;ACCEPTED;", "\"with;semicolon\";REFUSED;NOT_A_PDF",
				"empty;REFUSED;EMPTY_FILE", "bomb;REFUSED;TOO_LARGE", "unknown;WAITING_FOR_EMPLOYEE;",
				"good-2;ACCEPTED;");
		JsonNode answer = body(get(HORIZON, address(id)));
		assertThat(answer.get("state").asText()).isEqualTo("COMPLETED_WITH_ERRORS");
		assertThat(Stream
			.of("lines", "processed", "accepted", "duplicates", "waitingForEmployee", "refused", "people", "served")
			.map((count) -> answer.get(count).asInt())).containsExactly(26, 26, 5, 0, 1, 20, 2, 2);
		assertThat(this.jdbc.sql("select distinct reason from deposit_batch_line where reason is not null")
			.query(String.class)
			.list()).allSatisfy(
					(reason) -> assertThat(this.messages.getMessage("payroll.reason." + reason, null, Locale.FRENCH))
						.isNotBlank());
	}

	/** P2: within a batch, in another batch, and beside single deposits. */
	@Test
	void theSameLineAgainIsADuplicateAndAnotherContentIsRefused() {
		String first = UUID.randomUUID().toString();
		String line = first + ";PAYSLIP;H0003;LYO;2026-11;;;;" + first + ".pdf";
		BatchId batch = deposited(batch().payslip(first, "H0003", PDF)
			.line(line)
			.line(line.replace("H0003", "H0004"))
			.line(line.replace("2026-11", "2026-10")));
		work(batch);
		assertThat(report(batch).stream().skip(1)).containsExactly(first + ";ACCEPTED;", first + ";DUPLICATE;",
				first + ";REFUSED;EXTERNAL_ID_REUSED", first + ";REFUSED;EXTERNAL_ID_REUSED");
		BatchId again = deposited(batch().payslip(first, "H0003", PDF));
		work(again);
		assertThat(report(again).stream().skip(1)).containsExactly(first + ";DUPLICATE;");
		assertThat(body(get(HORIZON, address(again))).get("state").asText()).isEqualTo("COMPLETED");
		assertThat(this.jdbc.sql("select count(*) from deposit where external_id = ?")
			.param(first)
			.query(Integer.class)
			.single()).isOne();
		assertThat(this.jdbc
			.sql("select count(*) from delivery l join deposit d on d.id = l.deposit_id where external_id = ?")
			.param(first)
			.query(Integer.class)
			.single()).isOne();
	}

	/** One hand-over and one mail per person, with the campaign's document once (C16). */
	@Test
	void aPersonGetsOneMailForTheWholeBatch() {
		this.campaigns.launched("LYO", "PC", ExecutiveFilter.ALL, "", java.time.Instant.now(),
				java.time.LocalDate.now(java.time.ZoneId.of("Europe/Paris")), null, null);
		String prefix = UUID.randomUUID().toString();
		BatchId id = deposited(batch().payslip(prefix + "-1", "H0005", PDF)
			.payslip(prefix + "-2", "H0006", SamplePdfs.letter())
			.payslip(prefix + "-3", "H0005", SamplePdfs.letter())
			.line(prefix + "-4;CONTRACT;H0005;LYO;;;;;" + prefix + "-1.pdf"));
		work(id);
		assertThat(this.jdbc.sql(
				"select count(*) from hand_over where source_id = ? and source_kind = 'BATCH' and handed_over_at is not null")
			.param(id.value())
			.query(Integer.class)
			.single()).isEqualTo(2);
		assertThat(this.jdbc.sql("""
				select e.matricule || ' ' || string_agg(l.origin, ' ' order by l.position, l.origin) from delivery l
				join hand_over h on h.id = l.hand_over_id join employee e on e.id = l.employee_id
				where h.source_id = ? and l.state = 'HANDED_OVER' group by e.matricule order by 1
				""").param(id.value()).query(String.class).list())
			.containsExactly("H0005 CONTRACT PAYSLIP PAYSLIP CAMPAIGN", "H0006 PAYSLIP CAMPAIGN");
		assertThat(this.jdbc.sql(
				"select jsonb_array_length(documents) from outgoing_mail m join hand_over h on h.id = m.hand_over_id where h.source_id = ? order by 1")
			.param(id.value())
			.query(Integer.class)
			.list()).containsExactly(2, 4);
		assertThat(this.jdbc.sql("select distinct state from deposit where batch_id = ?")
			.param(id.value())
			.query(String.class)
			.list()).containsExactly("COMPLETED");
		assertThat(this.jdbc.sql("select count(*) from deposit_batch_archive where batch_id = ?")
			.param(id.value())
			.query(Integer.class)
			.single()).as("the archive is not kept").isZero();
		assertThat(Path.of(System.getProperty("java.io.tmpdir"), "estafette-batches", id + ".zip"))
			.as("nor is the copy that was worked on")
			.doesNotExist();
		assertThat(this.jdbc.sql("select distinct d.type from deposit p join document d on d.id = p.document_id")
			.query(String.class)
			.list()).as("never to sign (P5)").containsExactly("SIMPLE");
	}

	/** P2: what was true when it was stored counts, not what is true now. */
	@Test
	void aRepeatIsADuplicateAlsoWhenItWouldBeRefusedToday() {
		String first = UUID.randomUUID().toString();
		String line = first + ";PAYSLIP;H0003;LYO;2026-11;;EU-ACIER;;" + first + ".pdf";
		work(deposited(batch().file(first + ".pdf", PDF).line(line)));
		this.jdbc.sql("update client_company set code = 'EU-AUTRE' where code = 'EU-ACIER'").update();
		try {
			BatchId again = deposited(
					batch().file(first + ".pdf", PDF).line(line).line(line.replace(first + ";", "x;")));
			work(again);
			assertThat(report(again).stream().skip(1)).containsExactly(first + ";DUPLICATE;",
					"x;REFUSED;CLIENT_COMPANY_NOT_FOUND");
		}
		finally {
			this.jdbc.sql("update client_company set code = 'EU-ACIER' where code = 'EU-AUTRE'").update();
		}
	}

	/**
	 * P3, P4: what waited for somebody goes on together, in whatever order it is worked
	 * on and however often, with one mail.
	 */
	@Test
	void whatWaitedForAPersonComesInOneHandOver() {
		CampaignId campaign = this.campaigns.launched("LYO", "C", ExecutiveFilter.ALL, "", java.time.Instant.now(),
				java.time.LocalDate.now(java.time.ZoneId.of("Europe/Paris")), null, null);
		String prefix = UUID.randomUUID().toString();
		String newcomer = "W" + prefix.substring(0, 8);
		String other = "V" + prefix.substring(0, 8);
		BatchId id = deposited(batch().payslip(prefix + "-1", newcomer, PDF)
			.payslip(prefix + "-2", newcomer, SamplePdfs.letter())
			.line(prefix + "-3;CONTRACT;" + newcomer + ";LYO-SIEGE;;;;;" + prefix + "-1.pdf")
			.line(prefix + "-4;CONTRACT;" + newcomer + ";LYO;;;;;" + prefix + "-1.pdf")
			.payslip(prefix + "-5", other, PDF));
		work(id);
		UUID employee = employee(newcomer);
		this.jdbc.sql("update deposit_batch set stored_at = null where id = ?").param(id.value()).update();
		assertThat(this.findWaiting.of(List.of(employee))).as("nothing goes on before the last line is stored")
			.isEmpty();
		this.jdbc.sql("update deposit_batch set stored_at = received_at where id = ?").param(id.value()).update();
		assertThat(this.findWaiting.of(List.of(employee))).singleElement()
			.satisfies((waiting) -> assertThat(waiting.unclaimed()).isTrue());

		List<DepositId> deposits = this.jdbc
			.sql("select id from deposit where batch_id = ? and matricule = ? order by external_id desc")
			.param(id.value())
			.param(newcomer)
			.query((row, number) -> new DepositId(row.getObject(1, UUID.class)))
			.list();
		HandOverId handOver = this.identify.of(deposits.getFirst()).orElseThrow();
		for (DepositId deposit : deposits) {
			assertThat(this.identify.of(deposit)).contains(handOver);
			this.match.of(this.findTogether.with(deposit));
			this.notify.of(this.handOver.of(List.of(handOver)));
		}
		this.completeDeposit.of(deposits.getLast());
		assertThat(this.jdbc.sql("""
				select n.code || ' ' || l.origin from delivery l join node n on n.id = l.node_id
				where l.employee_id = ? and l.state = 'HANDED_OVER' order by l.position, l.origin desc, n.code
				""").param(employee).query(String.class).list()).containsExactly("LYO PAYSLIP", "LYO PAYSLIP",
				"LYO CONTRACT", "LYO-SIEGE CONTRACT", "LYO CAMPAIGN");
		assertThat(this.jdbc.sql("select jsonb_array_length(documents) from outgoing_mail where employee_id = ?")
			.param(employee)
			.query(Integer.class)
			.list()).as("one mail that lists all").containsExactly(5);
		assertThat(body(get(HORIZON, "/api/v1/deposits/" + deposits.getFirst())).get("state").asText())
			.isEqualTo("COMPLETED");
		assertThat(this.jdbc.sql("select external_id from deposit where batch_id = ? and state <> 'COMPLETED'")
			.param(id.value())
			.query(String.class)
			.list()).containsExactly(prefix + "-5");
		assertThat(get("demo-sirh-horizon", "/api/v1/campaigns/" + campaign + "/deliveries").getBody())
			.contains(newcomer);
	}

	/** Sparse: only its size counts. */
	@Test
	void anArchiveThatIsTooLargeIsRefused() throws IOException {
		Path archive = this.folder.resolve("huge.zip");
		try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
			file.setLength(ReceiveBatch.LARGEST + 1);
		}
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(
					() -> this.receive.from(this.findActor.byLogin("paie-horizon").orElseThrow(), archive, "huge.zip"))
			.extracting(Refusal::code)
			.isEqualTo("ARCHIVE_TOO_LARGE");
	}

	/** Whatever is done twice, and at the same time. */
	@Test
	void everyStepMayRunTwice() throws Exception {
		String prefix = UUID.randomUUID().toString();
		SampleBatch batch = batch();
		for (int i = 0; i < 300; i++) {
			batch.payslip(prefix + "-" + i, "H%04d".formatted(1 + i % 40), PDF);
		}
		BatchId id = deposited(batch);
		long instance = instances.getAndIncrement();
		assertThat(this.read.of(id, instance)).contains(2);
		assertThat(this.read.of(id, instance)).contains(2);
		assertThat(this.read.of(id, instance + 1_000_000)).isEmpty();
		for (int chunk : new int[] { 0, 0, 1, 1 }) {
			Thread other = Thread.ofPlatform().start(() -> this.store.of(id, chunk));
			this.store.of(id, chunk);
			other.join();
		}
		for (int i = 0; i < 2; i++) {
			this.match.of(this.findChunk.accepted(id, 0));
			this.match.of(this.findChunk.accepted(id, 1));
		}
		Thread other = Thread.ofPlatform().start(() -> this.deliver.of(id, 0));
		assertThat(this.deliver.of(id, 0)).isFalse();
		other.join();
		this.complete.of(id);
		this.complete.of(id);
		JsonNode answer = body(get(HORIZON, address(id)));
		assertThat(answer.get("state").asText()).isEqualTo("COMPLETED");
		assertThat(answer.get("accepted").asInt()).isEqualTo(300);
		assertThat(answer.get("served").asInt()).isEqualTo(40);
		assertThat(this.jdbc.sql(
				"select count(*), count(distinct deposit_id) from delivery l join hand_over h on h.id = l.hand_over_id where h.source_id = ?")
			.param(id.value())
			.query((row, number) -> List.of(row.getInt(1), row.getInt(2)))
			.single()).containsExactly(300, 300);
		assertThat(this.jdbc
			.sql("select count(*) from outgoing_mail m join hand_over h on h.id = m.hand_over_id where h.source_id = ?")
			.param(id.value())
			.query(Integer.class)
			.single()).isEqualTo(40);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			no ZIP at all                | -                              | ARCHIVE_NOT_READABLE
			-                            | -                              | MANIFEST_MISSING
			-                            | id;kind                        | MANIFEST_HEADER_INVALID
			-                            | HEADER                         | MANIFEST_EMPTY
			-                            | "unfinished                    | MANIFEST_NOT_READABLE
			""")
	void whatCannotBeReadIsRefusedAtOnce(String bytes, String manifest, String code) throws IOException {
		Path archive = this.folder.resolve("archive.zip");
		if (bytes != null) {
			Files.writeString(archive, bytes);
		}
		else {
			try (SampleBatch batch = new SampleBatch(archive)) {
				batch.file("note.pdf", PDF);
				if ("HEADER".equals(manifest)) {
					batch.finished();
				}
				else if (manifest != null) {
					batch.file("manifest.csv", manifest.getBytes(StandardCharsets.UTF_8));
				}
			}
			catch (java.io.UncheckedIOException ex) {
				// Closed already.
			}
		}
		ResponseEntity<String> answer = post(HORIZON, archive);
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
		assertThat(body(answer).get("code").asText()).isEqualTo(code);
		assertThat(body(answer).get("detail").asText()).hasSizeGreaterThan(20);
	}

	/** Larger than any other request may be; others stay bounded. */
	@Test
	void anArchiveMayBeLarge() {
		byte[] filler = new byte[5_000_000];
		SampleBatch batch = batch().payslip(UUID.randomUUID().toString(), "H0001", PDF);
		for (int i = 0; i < 26; i++) {
			batch.file("filler-" + i, filler);
		}
		Path archive = batch.finished();
		assertThat(archive.toFile().length()).isGreaterThan(125_000_000);
		assertThat(post(HORIZON, archive).getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
	}

	@Test
	void aBatchIsSeenByThoseWhoMay() {
		String path = address(deposited(batch().payslip(UUID.randomUUID().toString(), "H0001", PDF)));
		assertThat(get("demo-sirh-horizon", path).getStatusCode()).isEqualTo(HttpStatus.OK);
		for (String key : Set.of("demo-paie-atlas", "demo-sirh-atlas")) {
			assertThat(get(key, path).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
			assertThat(get(key, path + "/report").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		}
		assertThat(post("demo-sirh-horizon", batch().payslip("x", "H0001", PDF).finished()).getStatusCode())
			.isEqualTo(HttpStatus.FORBIDDEN);
	}

	private UUID employee(String matricule) {
		UUID lyon = this.jdbc.sql("select id from node where code = 'LYO'").query(UUID.class).single();
		this.createEmployee.at(new NodeId(lyon), new CreateEmployee.NewEmployee("Nouvelle", "Anne", matricule,
				matricule.toLowerCase(Locale.ROOT) + "@salarie.example", false));
		return this.jdbc.sql("select id from employee where matricule = ?").param(matricule).query(UUID.class).single();
	}

	private SampleBatch batch() {
		return new SampleBatch(this.folder.resolve(UUID.randomUUID() + ".zip"));
	}

	private BatchId deposited(SampleBatch batch) {
		ResponseEntity<String> answer = post(HORIZON, batch.finished());
		assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(HttpStatus.ACCEPTED);
		return new BatchId(UUID.fromString(body(answer).get("id").asText()));
	}

	private void work(BatchId id) {
		int chunks = this.read.of(id, instances.getAndIncrement()).orElseThrow();
		for (int chunk = 0; chunk < chunks; chunk++) {
			this.store.of(id, chunk);
			this.match.of(this.findChunk.accepted(id, chunk));
		}
		for (int chunk = 0; this.deliver.of(id, chunk); chunk++) {
			// Until everybody is served.
		}
		this.complete.of(id);
	}

	private List<String> report(BatchId id) {
		ResponseEntity<String> answer = get(HORIZON, address(id) + "/report");
		assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.valueOf("text/csv;charset=UTF-8"));
		return Arrays.asList(answer.getBody().split("\r\n"));
	}

	private static String address(BatchId id) {
		return "/api/v1/deposit-batches/" + id;
	}

	private ResponseEntity<String> post(String key, Path archive) {
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		parts.add("archive", new FileSystemResource(archive));
		HttpHeaders headers = new HttpHeaders();
		headers.setBearerAuth(key);
		headers.setContentType(MediaType.MULTIPART_FORM_DATA);
		return this.http.postForEntity("/api/v1/deposit-batches", new HttpEntity<>(parts, headers), String.class);
	}

	private ResponseEntity<String> get(String key, String path) {
		HttpHeaders headers = new HttpHeaders();
		headers.setBearerAuth(key);
		return this.http.exchange(path, HttpMethod.GET, new HttpEntity<>(headers), String.class);
	}

	private JsonNode body(ResponseEntity<String> answer) {
		try {
			return this.json.readTree(answer.getBody());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
