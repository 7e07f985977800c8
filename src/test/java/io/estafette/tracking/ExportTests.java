package io.estafette.tracking;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.Deposits;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.LaunchedCampaigns;
import io.estafette.campaign.MatchCampaigns;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.diffusion.Sends;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The file of what a campaign handed over (C15). */
@SpringBootTest(properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
@Import({ Sends.class, LaunchedCampaigns.class, Deposits.class })
class ExportTests {

	private static final LocalDate FIRST = LocalDate.of(2026, 10, 25);

	private static final LocalDate LAST = LocalDate.of(2026, 11, 30);

	@Autowired
	private RequestExport requestExport;

	@Autowired
	private PrepareExport prepareExport;

	@Autowired
	private AnnounceExport announceExport;

	@Autowired
	private ClaimExport claimExport;

	@Autowired
	private OpenExport openExport;

	@Autowired
	private FindExports findExports;

	@Autowired
	private GiveUpExport giveUp;

	@Autowired
	private GiveUpLateExports giveUpLate;

	@Autowired
	private ForgetExports forgetExports;

	@Autowired
	private LaunchedCampaigns campaigns;

	@Autowired
	private Deposits deposits;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private HandOverDocuments handOver;

	@Autowired
	private Sends sends;

	@Autowired
	private JdbcClient jdbc;

	private CampaignId campaign;

	@BeforeEach
	void servedCampaign() {
		this.jdbc.sql("truncate campaign, campaign_export, outgoing_mail cascade").update();
		this.campaign = this.campaigns.launched("LYO", "PC", ExecutiveFilter.ALL, "",
				Instant.parse("2026-10-24T10:00:00Z"), LocalDate.of(2026, 10, 24), null, null);
		// The night in which the clock is set back, both times half past two.
		serve("H0001", "PAYSLIP", "2026-10-25T00:30:00Z");
		serve("H0002", "CONTRACT", "2026-10-25T01:30:00Z");
		serve("H0003", "PAYSLIP", "2026-10-24T21:59:59Z");
		serve("H0004", "PAYSLIP", "2026-11-30T22:59:59Z");
		serve("H0005", "PAYSLIP", "2026-11-30T23:00:00Z");
		this.jdbc
			.sql("update document set name = '=1+1; \"été\"' where id in (select document_id from campaign_document)")
			.update();
	}

	@Test
	void aCsvForSpreadsheetsHasTheDaysAskedForAndNoFormula() throws Exception {
		UUID export = ready(ExportFormat.CSV);
		String csv = new String(content(export), StandardCharsets.UTF_8);
		assertThat(csv).startsWith("\uFEFFMatricule;Nom;Prénom;");
		assertThat(csv.split("\r\n")).hasSize(4)
			.satisfies((lines) -> assertThat(lines[1]).isEqualTo("H0001;Moreau;Julie;LYO;Lyon;Bulletin de paie;"
					+ "\"'=1+1; \"\"été\"\"\";25/10/2026 02:30:00;;;;Remis;"))
			.satisfies((lines) -> assertThat(lines[2]).contains("H0002;Lefèvre;Éric", "Contrat", "25/10/2026 02:30:00"))
			.satisfies((lines) -> assertThat(lines[3]).contains("H0004", "30/11/2026 23:59:59"));
		assertThat(this.findExports.byId(export, claire()).rows()).isEqualTo(3);
		assertThat(List.of("+33", "-1", "@A1", "\t=1", "\r\n=1", "\u00a0=1", "\u200b=1", "=1\u2028x", "\uff1d1"))
			.allSatisfy((text) -> assertThat(CsvExport.cell(text)).startsWith("'"));
		assertThat(CsvExport.cell("a=1;\n\"b\"")).isEqualTo("\"a=1; \"\"b\"\"\"");
	}

	/**
	 * C14: why somebody refused to sign, and what brought a document to whom was served
	 * later.
	 */
	@Test
	void whoChoseEnglishReadsEnglish() throws Exception {
		this.jdbc.sql("insert into actor_language (actor_id, language) values (?, 'en')")
			.param(claire().value())
			.update();
		try {
			UUID export = ready(ExportFormat.CSV);
			assertThat(new String(content(export), StandardCharsets.UTF_8)).startsWith("\uFEFFMatricule;Last name;")
				.contains(";Payslip;", ";Handed over;");
		}
		finally {
			this.jdbc.sql("delete from actor_language").update();
		}
	}

	@Test
	void anExportSaysWhySomebodyRefusedAndWhatWasCaughtUp() throws Exception {
		this.jdbc
			.sql("update hand_over set source_kind = 'CAMPAIGN' where employee_id = (select id from employee "
					+ "where matricule = 'H0002')")
			.update();
		this.jdbc
			.sql("""
					insert into signature_request (id, source_id, hand_over_id, employee_id, document_id, node_id, sender_id, campaign,
					  state, requested_at, expires_at, decided_at, reason)
					select d.id, d.source_id, d.hand_over_id, d.employee_id, d.document_id, d.node_id, d.sender_id, true, 'DECLINED', now(),
					  now(), now(), '=Non ; "jamais"'
					from delivery d join employee e on e.id = d.employee_id where d.source_id = ? and e.matricule = 'H0004'
					""")
			.param(this.campaign.value())
			.update();
		this.jdbc.sql("update delivery set state = 'DECLINED' where id in (select id from signature_request)").update();
		String[] lines = new String(content(ready(ExportFormat.CSV)), StandardCharsets.UTF_8).split("\r\n");
		assertThat(lines[2]).contains("H0002", ";Contrat (rattrapage);");
		assertThat(lines[3]).contains("H0004", ";Bulletin de paie;")
			.endsWith(";Signature refusée;\"'=Non ; \"\"jamais\"\"\"");
		assertThat(unzip(content(ready(ExportFormat.XLSX))).get("xl/worksheets/sheet1.xml")).contains("jamais");
	}

	/** What PostgreSQL writes behind a backslash is read as it was. */
	@Test
	void aNameMayHoldWhatSeparatesCells() throws Exception {
		this.jdbc.sql("update document set name = ? where id in (select document_id from campaign_document)")
			.param("C:\\neuf\t\\N;\b\f\r\n\u000bfin\\")
			.update();
		this.jdbc.sql("update employee set first_name = '\\N' where matricule = 'H0001'").update();
		assertThat(new String(content(ready(ExportFormat.CSV)), StandardCharsets.UTF_8).split("\r\n")[1])
			.contains(";\\N;", ";\"C:\\neuf \\N; fin\\\";25/10/2026");
		this.jdbc.sql("update employee set first_name = 'Julie' where matricule = 'H0001'").update();
	}

	@Test
	void aWorkbookHasRealDatesAndBeginsANewSheetInTime() throws Exception {
		Map<String, String> parts = unzip(content(ready(ExportFormat.XLSX)));
		assertThat(parts.get("xl/worksheets/sheet1.xml")).contains("Matricule", "H0004", "=1+1; ", "<v>46320.1")
			.doesNotContain("<f>", "H0005");

		ByteArrayOutputStream small = new ByteArrayOutputStream();
		try (XlsxExport workbook = new XlsxExport(small, List.of("Matricule", "Remis le"), 2)) {
			for (int i = 0; i < 5; i++) {
				workbook.text("H" + i);
				workbook.time("1970-01-01 00:00:00+00");
				workbook.end();
			}
		}
		Map<String, String> sheets = unzip(small.toByteArray());
		assertThat(sheets.get("xl/worksheets/sheet1.xml")).contains("Matricule", ">H0<", ">H1<").doesNotContain(">H2<");
		assertThat(sheets.get("xl/worksheets/sheet2.xml")).contains("Matricule", ">H2<", ">H3<").doesNotContain(">H4<");
		assertThat(sheets.get("xl/worksheets/sheet3.xml")).contains("Matricule", ">H4<");
		assertThat(sheets).doesNotContainKey("xl/worksheets/sheet4.xml");
		// With the titles, no more than spreadsheets open.
		assertThat(XlsxExport.ROWS_OF_A_SHEET).isLessThan(1_048_576);
	}

	/** F9, O8: of the emitters that somebody sees, by the date of the send. */
	@Test
	void sentDocumentsAreExportedForWhoSeesThem() throws Exception {
		this.jdbc.sql("truncate free_diffusion, hand_over cascade").update();
		this.sends.sent("claire.martin", "LYO", "H0001 H0002", "Note", DocumentType.SIMPLE);
		this.sends.sent("claire.martin", "MRS", "H0101", "Autre", DocumentType.SIMPLE);
		LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
		UUID all = this.requestExport.of(ExportSubject.SENDS, claire(), today, today, ExportFormat.CSV);
		assertThat(this.prepareExport.of(all)).isTrue();
		String[] lines = new String(content(all), StandardCharsets.UTF_8).split("\r\n");
		assertThat(lines).hasSize(4);
		assertThat(lines[0]).startsWith("\uFEFFEnvoyé le;Envoyé par;Code agence;Agence;Matricule;");
		assertThat(String.join("\n", lines)).contains(";LYO;Lyon;H0001;Moreau;Julie;Note;Simple;",
				";LYO;Lyon;H0002;Lefèvre;Éric;Note;Simple;", ";MRS;Marseille;H0101;");
		this.announceExport.of(all);
		assertThat(mail(all)).contains("Documents envoyés du ", "un fichier CSV, 3 lignes");

		ActorId paul = this.sends.actor("paul.bernard");
		UUID own = this.requestExport.of(ExportSubject.SENDS, paul, today, today, ExportFormat.XLSX);
		this.prepareExport.of(own);
		assertThat(this.findExports.byId(own, paul).rows()).isEqualTo(2);
		// A list is that of who asked, and only while they see all that it covers.
		refused("NOT_FOUND", () -> this.findExports.byId(own, claire()));
		assertThat(this.findExports.of(ExportSubject.SENDS, paul)).extracting(FindExports.View::id)
			.containsExactly(own);
		refused("NOT_FOUND", () -> this.requestExport.of(ExportSubject.SENDS, this.sends.actor("hugo.petit"), today,
				today, ExportFormat.CSV));
		UUID late = this.requestExport.of(ExportSubject.SENDS, paul, today, today, ExportFormat.CSV);
		this.jdbc.sql("delete from access_right where actor_id = ?").param(paul.value()).update();
		try {
			refused("NOT_FOUND", () -> this.openExport.ready(own, paul));
			assertThat(this.prepareExport.of(late)).isFalse();
			refused("EXPORT_RIGHT_WITHDRAWN", () -> this.findExports.announced(late, paul));
			refused("NOT_FOUND", () -> this.findExports.announced(own, paul));
		}
		finally {
			this.jdbc.sql("""
					insert into access_right (actor_id, node_id, kind)
					select a.id, n.id, 'DL' from actor a, node n where a.login = 'paul.bernard' and n.code = 'LYO'
					""").update();
		}
	}

	/** P1, P4: what became of deposits, also of those whose person nobody knows yet. */
	@Test
	void depositsAreExportedForWhoSeesThem() throws Exception {
		this.jdbc.sql("truncate deposit cascade").update();
		UUID known = this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, Instant.parse("2026-11-03T10:00:00Z"));
		UUID unknown = this.deposits.store("CONTRACT", "H0002", "LYO", null, null,
				Instant.parse("2026-11-04T10:00:00Z"));
		this.deposits.store("PAYSLIP", "H0003", "LYO", null, null, Instant.parse("2026-12-01T10:00:00Z"));
		this.jdbc
			.sql("update deposit set state = 'WAITING_FOR_EMPLOYEE', employee_id = null, agency_id = null, "
					+ "matricule = 'H9999' where id = ?")
			.param(unknown)
			.update();
		UUID export = this.requestExport.of(ExportSubject.DEPOSITS, this.sends.actor("paul.bernard"), FIRST, LAST,
				ExportFormat.CSV);
		this.prepareExport.of(export);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		this.openExport.write(this.openExport.ready(export, this.sends.actor("paul.bernard")), bytes);
		assertThat(bytes.toString(StandardCharsets.UTF_8).split("\r\n")).containsExactly(
				"\uFEFFReçu le;Déposé le;Système de paie;Identifiant externe;Nature;Période;Matricule;Nom;Prénom;"
						+ "Code agence;Agence;État;Documents remis;Traité le",
				"03/11/2026 11:00:00;03/11/2026 11:00:00;%s;%s;Bulletin de paie;2026-11;H0001;Moreau;Julie;LYO;Lyon;Reçu;0;"
					.formatted(payroll(), known),
				"04/11/2026 11:00:00;04/11/2026 11:00:00;%s;%s;Contrat;2026-11;H9999;;;;;Attend le salarié;0;"
					.formatted(payroll(), unknown));
		UUID other = this.requestExport.of(ExportSubject.DEPOSITS, this.sends.actor("nadia.leroy"), FIRST, LAST,
				ExportFormat.CSV);
		this.prepareExport.of(other);
		assertThat(this.findExports.byId(other, this.sends.actor("nadia.leroy")).rows()).isZero();
	}

	private String payroll() {
		return this.jdbc.sql("select name from actor where login = 'paie-horizon'").query(String.class).single();
	}

	@Test
	void oneMailTellsAndWhoLostTheRightFindsNothing() {
		UUID export = ready(ExportFormat.CSV);
		this.prepareExport.of(export);
		this.announceExport.of(export);
		this.announceExport.of(export);
		assertThat(this.jdbc.sql("select count(*) from outgoing_mail where kind = 'EXPORT_READY' and subject_id = ?")
			.param(export)
			.query(Integer.class)
			.single()).isOne();
		assertThat(mail(export)).contains("Campagne « Consignes », remises du 25/10/2026 au 30/11/2026",
				"un fichier CSV, 3 lignes, 1 ko", "jusqu'au ");
		refused("NOT_FOUND", () -> this.openExport.ready(export, this.sends.actor("nadia.leroy")));
		assertThat(this.claimExport.of(export, 1)).isTrue();
		assertThat(this.claimExport.of(export, 1)).isTrue();
		assertThat(this.claimExport.of(export, 2)).isFalse();

		this.jdbc.sql("update campaign_export set expires_at = requested_at").update();
		// Also before the file is removed.
		refused("EXPORT_EXPIRED", () -> this.openExport.ready(export, claire()));
		this.forgetExports.now();
		refused("EXPORT_EXPIRED", () -> this.openExport.ready(export, claire()));
		assertThat(this.jdbc.sql("select count(*) from campaign_export_slice").query(Integer.class).single()).isZero();
	}

	@Test
	void whoeverAskedIsToldWhyThereIsNoFile() {
		UUID large = request(FIRST, LAST);
		assertThat(this.prepareExport.of(large, 2)).isFalse();
		assertThat(this.prepareExport.of(large)).isFalse();
		this.announceExport.of(large);
		assertThat(mail(large)).contains("remises du 25/10/2026", "Plus de 5 000 000 de lignes");
		refused("EXPORT_FAILED", () -> this.openExport.ready(large, claire()));

		UUID withdrawn = request(FIRST, LAST);
		this.jdbc.sql("update campaign_export set actor_id = ? where id = ?")
			.param(this.sends.actor("nadia.leroy").value())
			.param(withdrawn)
			.update();
		assertThat(this.prepareExport.of(withdrawn)).isFalse();
		assertThat(this.findExports.byId(withdrawn, claire()).failure()).isEqualTo(ExportFailure.RIGHT_WITHDRAWN);
		assertThat(this.jdbc.sql("select count(*) from campaign_export_slice").query(Integer.class).single()).isZero();
		// Its author reads why, and nothing of what it is of.
		this.announceExport.of(withdrawn);
		assertThat(mail(withdrawn)).contains("Export du 25/10/2026 au ", "vous n'avez plus le droit")
			.doesNotContain(this.jdbc.sql("select name from campaign").query(String.class).single());
		ActorId nadia = this.sends.actor("nadia.leroy");
		refused("EXPORT_RIGHT_WITHDRAWN", () -> this.findExports.announced(withdrawn, nadia));
		refused("NOT_FOUND", () -> this.findExports.byId(withdrawn, nadia));
		refused("NOT_FOUND", () -> this.findExports.announced(withdrawn, this.sends.actor("paul.bernard")));
		assertThat(this.findExports.announced(withdrawn, claire()).campaign()).isEqualTo(this.campaign);

		UUID late = request(FIRST, LAST);
		this.jdbc.sql("update campaign_export set requested_at = requested_at - interval '1 hour'").update();
		assertThat(this.findExports.byId(late, claire()).late()).isTrue();
		assertThat(this.findExports.byId(large, claire()).late()).isFalse();
	}

	/** Its author is told once; operators may have it made all the same. */
	@Test
	void anExportThatWasGivenUpCanStillBecomeReady() throws Exception {
		UUID export = request(FIRST, LAST);
		this.giveUp.of(export);
		this.giveUp.of(export);
		assertThat(this.findExports.byId(export, claire()).failure()).isEqualTo(ExportFailure.NOT_PREPARED);
		assertThat(mail(export)).contains("remises du 25/10/2026", "Demandez-le de nouveau", "assistance");
		refused("EXPORT_FAILED", () -> this.openExport.ready(export, claire()));
		assertThat(this.prepareExport.of(export)).isTrue();
		this.announceExport.of(export);
		assertThat(content(export)).isNotEmpty();
		assertThat(this.findExports.byId(export, claire()).failure()).isNull();
		assertThat(mails(export)).containsExactlyInAnyOrder("EXPORT_FAILED", "EXPORT_READY");
		this.giveUp.of(export);
		assertThat(this.findExports.byId(export, claire()).state()).isEqualTo(FindExports.State.READY);
		// One whose right was withdrawn meanwhile.
		UUID withdrawn = request(FIRST, LAST);
		this.giveUp.of(withdrawn);
		this.jdbc.sql("update campaign_export set actor_id = ? where id = ?")
			.param(this.sends.actor("nadia.leroy").value())
			.param(withdrawn)
			.update();
		assertThat(this.prepareExport.of(withdrawn)).isFalse();
		assertThat(this.findExports.byId(withdrawn, claire()).failure()).isEqualTo(ExportFailure.RIGHT_WITHDRAWN);
	}

	/** Whatever the reason. */
	@Test
	void anExportThatIsNotReadyAfterHoursIsGivenUp() {
		UUID late = request(FIRST, LAST);
		this.jdbc.sql("update campaign_export set requested_at = requested_at - interval '121 minutes'").update();
		UUID recent = request(FIRST, LAST);
		this.giveUpLate.now();
		assertThat(this.findExports.byId(late, claire()).failure()).isEqualTo(ExportFailure.NOT_PREPARED);
		assertThat(this.findExports.byId(recent, claire()).state()).isEqualTo(FindExports.State.RUNNING);
		assertThat(mails(late)).containsExactly("EXPORT_FAILED");
	}

	@Test
	void whatCannotBeExportedIsSaidInWords() {
		refused("EXPORT_DATES_MISSING", () -> request(null, LAST));
		refused("EXPORT_DATES_REVERSED", () -> request(LAST, FIRST));
		refused("EXPORT_DATES_TOO_FAR", () -> request(LocalDate.of(1900, 1, 1), LAST));
		refused("EXPORT_DATES_TOO_FAR", () -> request(FIRST, LocalDate.of(2990, 1, 1)));
		refused("EXPORT_DATES_TOO_FAR", () -> request(LocalDate.MAX, LocalDate.MAX));
		refused("EXPORT_OF_DRAFT",
				() -> this.requestExport.of(this.campaigns.drafted("LYO"), claire(), FIRST, LAST, ExportFormat.CSV));
		refused("NOT_FOUND", () -> this.requestExport.of(this.campaign, this.sends.actor("paul.bernard"), FIRST, LAST,
				ExportFormat.CSV));
		for (int i = 0; i < 5; i++) {
			request(FIRST, LAST);
		}
		refused("TOO_MANY_EXPORTS", () -> request(FIRST, LAST));
		UUID waiting = this.findExports.of(this.campaign, claire()).getFirst().id();
		refused("EXPORT_NOT_READY", () -> this.openExport.ready(waiting, claire()));
	}

	@Test
	void noCellIsTakenForAFormula() {
		for (String text : List.of("=1", "+1", "-1", "@x", "\t=1", "\u2028=1", "\u200b=1", " =1")) {
			assertThat(CsvExport.cell(text)).startsWith("'");
		}
	}

	private List<String> mails(UUID export) {
		return this.jdbc.sql("select kind from outgoing_mail where subject_id = ?")
			.param(export)
			.query(String.class)
			.list();
	}

	private String mail(UUID export) {
		return this.jdbc.sql("select documents ->> 0 from outgoing_mail where subject_id = ?")
			.param(export)
			.query(String.class)
			.single();
	}

	private UUID request(LocalDate first, LocalDate last) {
		return this.requestExport.of(this.campaign, claire(), first, last, ExportFormat.CSV);
	}

	private UUID ready(ExportFormat format) {
		UUID export = this.requestExport.of(this.campaign, claire(), FIRST, LAST, format);
		this.prepareExport.of(export);
		return export;
	}

	private byte[] content(UUID export) throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		this.openExport.write(this.openExport.ready(export, claire()), bytes);
		return bytes.toByteArray();
	}

	private void serve(String matricule, String kind, String at) {
		UUID deposit = this.deposits.store(kind, matricule, "LYO", null, null, Instant.parse("2026-10-24T12:00:00Z"));
		this.match.of(List.of(deposit));
		UUID hand = this.jdbc.sql("select id from hand_over where source_id = ?")
			.param(deposit)
			.query(UUID.class)
			.single();
		this.handOver.of(List.of(new HandOverId(hand)));
		this.jdbc.sql("update delivery set handed_over_at = ? where hand_over_id = ?")
			.param(Timestamp.from(Instant.parse(at)))
			.param(hand)
			.update();
	}

	private ActorId claire() {
		return this.sends.actor("claire.martin");
	}

	/** As spreadsheets read it: by the directory at its end. */
	private static Map<String, String> unzip(byte[] archive) throws Exception {
		Path file = Files.write(Files.createTempFile("export", ".xlsx"), archive);
		Map<String, String> parts = new HashMap<>();
		try (ZipFile zip = new ZipFile(file.toFile())) {
			for (ZipEntry entry : Collections.list(zip.entries())) {
				parts.put(entry.getName(),
						new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		finally {
			Files.delete(file);
		}
		return parts;
	}

	private static void refused(String code, Runnable action) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(action::run).extracting(Refusal::code).isEqualTo(code);
	}

}
