package io.estafette.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipFile;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import com.fasterxml.jackson.databind.JsonNode;
import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestDatabase;
import io.estafette.local.TestPlatform;
import io.estafette.samples.SamplePdfs;
import io.estafette.support.ApplicationProcess;
import io.estafette.support.ApplicationProcess.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An export of a campaign with 1,000,000 lines as CSV and as XLSX, in an application of
 * at most 256 MB, beside PostgreSQL's own COPY of the same query (C15; aim: CSV within
 * twice its time), each three times in turn. Every cell of both files is compared with
 * what PostgreSQL says it should be. {@code -Destafette.rows=…} makes it smaller, or
 * larger than a sheet. The README says how to run it.
 */
class ExportBench {

	private static final int ROWS = Integer.getInteger("estafette.rows", 1_000_000);

	private static final int DOCUMENTS = 5;

	/** Of each the median: what else the machine does comes and goes. */
	private static final int ROUNDS = 3;

	/** The most that spreadsheets open, the titles included. */
	private static final int ROWS_OF_A_SHEET = 1_048_576;

	private static final int DAYS = 60;

	private static final List<String> HEADS = List.of("Matricule", "Nom", "Prénom", "Code agence", "Agence",
			"Déclencheur", "Document", "Remis le", "Prévenu le", "Ouvert le", "Signé le", "État", "Motif");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.FRENCH);

	private static final String FROM = """
			from delivery l join hand_over h on h.id = l.hand_over_id join employee e on e.id = l.employee_id
			join node n on n.id = l.node_id join document doc on doc.id = l.document_id
			where l.source_id = '%s' and l.origin = 'CAMPAIGN' and l.handed_over_at >= '2020-01-01' order by l.number
			""";

	private static final String QUERY = """
			select e.matricule, e.last_name, e.first_name, n.code, n.name,
			  case when h.source_kind = 'CAMPAIGN' then 'CATCH_UP_' else '' end || l.brought_by, doc.name, l.handed_over_at,
			  l.notified_at, l.opened_at, l.signed_at, l.state, case when l.state = 'DECLINED'
			    then (select s.reason from signature_request s where s.id = l.id) else l.reason end
			"""
			+ FROM;

	/** The same lines in the words and times of the export. */
	private static final String EXPECTED = """
			select e.matricule, e.last_name, e.first_name, n.code, n.name,
			  case l.brought_by when 'PAYSLIP' then 'Bulletin de paie' when 'CONTRACT' then 'Contrat' end
			    || ' (rattrapage)',
			  doc.name,
			  to_char(l.handed_over_at at time zone 'Europe/Paris', 'DD/MM/YYYY HH24:MI:SS'),
			  to_char(l.notified_at at time zone 'Europe/Paris', 'DD/MM/YYYY HH24:MI:SS'),
			  to_char(l.opened_at at time zone 'Europe/Paris', 'DD/MM/YYYY HH24:MI:SS'),
			  to_char(l.signed_at at time zone 'Europe/Paris', 'DD/MM/YYYY HH24:MI:SS'),
			  case l.state when 'HANDED_OVER' then 'Remis' when 'NOTIFIED' then 'Prévenu' when 'OPENED' then 'Ouvert'
			    when 'SIGNED' then 'Signé' when 'FAILED' then 'Échec' end,
			  case l.reason when 'CAMPAIGN_CLOSED'
			    then 'La campagne a été clôturée avant que cette personne ne soit servie.' end
			""" + FROM;

	private final PlatformAddresses platform = TestPlatform.get();

	@TempDir
	Path folder;

	@Test
	void aMillionRows() throws Exception {
		String database = TestDatabase.create();
		Map<String, String> properties = new HashMap<>(this.platform.properties());
		properties.put("spring.datasource.url", database);
		JdbcClient superuser = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
		try (ApplicationProcess application = ApplicationProcess.measured("bench-export", properties, "256m")) {
			application.start();
			String campaign = campaign(application, superuser);
			fill(superuser, campaign);
			Path shared = Files.createTempDirectory("bench-export");
			shared.toFile().setWritable(true, false);
			Path copied = shared.resolve("copy.csv");
			Path expected = shared.resolve("expected.csv");
			copy(superuser, EXPECTED.formatted(campaign), expected);
			double[][] times = new double[3][ROUNDS];
			for (int round = 0; round < ROUNDS; round++) {
				long start = System.nanoTime();
				copy(superuser, QUERY.formatted(campaign), copied);
				times[0][round] = seconds(start);
				times[1][round] = export(application, campaign, "CSV", this.folder.resolve("export.csv"));
				times[2][round] = export(application, campaign, "XLSX", this.folder.resolve("export.xlsx"));
			}
			double copy = median(times[0]);
			double csv = median(times[1]);
			double xlsx = median(times[2]);
			checkCsv(this.folder.resolve("export.csv"), expected);
			int sheets = checkXlsx(this.folder.resolve("export.xlsx"), expected);
			System.out.printf("""
					| %,d rows, heap 256 MB | seconds | x COPY | MB |
					|---|---|---|---|
					| COPY | %.1f | 1 | %d |
					| CSV | %.1f | %.2f | %d |
					| XLSX | %.1f | %.2f | %d |
					Every cell of both is as expected; the workbook has %d sheet(s).
					""", ROWS, copy, Files.size(copied) / 1_000_000, csv, csv / copy,
					Files.size(this.folder.resolve("export.csv")) / 1_000_000, xlsx, xlsx / copy,
					Files.size(this.folder.resolve("export.xlsx")) / 1_000_000, sheets);
			FileSystemUtils.deleteRecursively(shared);
		}
	}

	private static String campaign(ApplicationProcess application, JdbcClient jdbc) throws Exception {
		StringBuilder documents = new StringBuilder();
		List<Part> parts = new ArrayList<>();
		for (int i = 1; i <= DOCUMENTS; i++) {
			documents.append((i > 1) ? "," : "")
				.append("{\"file\":\"%d.pdf\",\"name\":\"Document %d\",\"toSign\":false}".formatted(i, i));
			parts.add(Part.file("files", i + ".pdf", SamplePdfs.payslip()));
		}
		parts.addFirst(Part.json("campaign", """
				{"name":"Export","target":"LYO","triggers":["PAYSLIP"],"startDate":"%s","documents":[%s]}
				""".formatted(LocalDate.now(ZoneId.of("Europe/Paris")), documents)));
		String id = application.post("demo-sirh-horizon", "/api/v1/campaigns", parts).get("id").asText();
		application.call("demo-sirh-horizon", "POST", "/api/v1/campaigns/" + id + "/launch");
		await().atMost(Duration.ofMinutes(1))
			.until(() -> jdbc.sql("select ready_at is not null from campaign where id = ?::uuid")
				.param(id)
				.query(Boolean.class)
				.single());
		return id;
	}

	/** What the database server may write. */
	private static void copy(JdbcClient superuser, String query, Path file) {
		superuser.sql("copy (" + query + ") to '" + file + "' (format csv)").update();
	}

	/** Among the names some that a CSV must quote, and some that look like a formula. */
	private static void fill(JdbcClient jdbc, String campaign) {
		for (String table : List.of("employee", "hand_over", "delivery")) {
			jdbc.sql("alter table " + table + " disable trigger all").update();
		}
		jdbc.sql("""
				insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, created_at)
				select md5('e' || k)::uuid, n.brand_id, n.id, 'X' || k,
				  (array['Bravo ', 'Été; ', '=1+', 'L''"Île" ', '@Ærø '])[1 + k % 5] || k,
				  (array['Camille', 'Zoé', 'Noël'])[1 + k % 3], 'x' || k || '@salarie.example', now()
				from node n cross join generate_series(0, :last) k where n.code = 'LYO'
				""").param("last", ROWS / DOCUMENTS - 1).update();
		jdbc.sql("""
				insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at,
				  handed_over_at)
				select e.id, 'CAMPAIGN', c.id, n, e.id, e.agency_id, c.launched_by, at, at
				from (select *, row_number() over () as n from employee where matricule like 'X%') e
				cross join campaign c
				cross join lateral (select date_trunc('second', now()) - n % :days * interval '1 day'
				  - n % 3001 * interval '1 second' as at) t
				where c.id = :campaign::uuid
				""").param("campaign", campaign).param("days", DAYS).update();
		jdbc.sql("analyze").update();
		jdbc.sql(
				"""
						insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state, reason,
						  prepared_at, handed_over_at, notified_at, opened_at, signed_at, node_id, sender_id, type, search, origin,
						  brought_by, matricule_key)
						select gen_random_uuid(), h.id, c.id, h.employee_id, d.id, cd.position, s.state,
						  case s.state when 'FAILED' then 'CAMPAIGN_CLOSED' end, h.created_at, h.handed_over_at,
						  case when s.state <> 'HANDED_OVER' then h.handed_over_at + interval '1 second' end,
						  case when s.state in ('OPENED', 'SIGNED') then h.handed_over_at + interval '1 hour' end,
						  case s.state when 'SIGNED' then h.handed_over_at + interval '2 hours' end,
						  h.node_id, h.sender_id, d.type, e.search, 'CAMPAIGN',
						  (array['PAYSLIP', 'CONTRACT'])[1 + h.ordinal % 2], searchable(e.matricule)
						from campaign c join hand_over h on h.source_id = c.id join employee e on e.id = h.employee_id
						join campaign_document cd on cd.campaign_id = c.id join document d on d.id = cd.document_id
						cross join lateral (select (array['HANDED_OVER', 'NOTIFIED', 'OPENED', 'SIGNED', 'FAILED'])
						  [1 + (h.ordinal + cd.position) % 5] as state) s
						where c.id = :campaign::uuid
						""")
			.param("campaign", campaign)
			.update();
		jdbc.sql("vacuum analyze").update();
	}

	/** Until it is ready; then it is fetched, as its author would. */
	private static double export(ApplicationProcess application, String campaign, String format, Path target)
			throws Exception {
		LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
		long start = System.nanoTime();
		String id = application
			.postJson("demo-sirh-horizon", "/api/v1/campaigns/" + campaign + "/exports",
					"{\"from\":\"%s\",\"to\":\"%s\",\"format\":\"%s\"}".formatted(today.minusDays(DAYS + 1), today,
							format))
			.get("id")
			.asText();
		JsonNode export = await().atMost(Duration.ofMinutes(20))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> application.call("demo-sirh-horizon", "GET", "/api/v1/exports/" + id),
					(found) -> !"RUNNING".equals(found.get("state").asText()));
		double seconds = seconds(start);
		assertThat(export.get("state").asText()).isEqualTo("READY");
		assertThat(export.get("rows").asInt()).isEqualTo(ROWS);
		application.download("demo-sirh-horizon", "/api/v1/exports/" + id + "/content", target);
		return seconds;
	}

	/** Line by line, cell by cell, in the order of the ledger. */
	private static void checkCsv(Path file, Path expected) throws IOException {
		try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
				BufferedReader rows = Files.newBufferedReader(expected, StandardCharsets.UTF_8)) {
			assertThat(lines.readLine()).isEqualTo("\uFEFF" + String.join(";", HEADS));
			int count = 0;
			for (String row = rows.readLine(); row != null; row = rows.readLine()) {
				List<String> cells = cells(row, ',');
				cells.replaceAll((cell) -> cell.matches("[=+\\-@].*") ? "'" + cell : cell);
				String line = lines.readLine();
				assertThat(line).as("line %d", ++count).isNotNull();
				assertThat(cells(line, ';')).as("line %d", count).isEqualTo(cells);
			}
			assertThat(lines.readLine()).isNull();
			assertThat(count).isEqualTo(ROWS);
		}
	}

	/** The same of a workbook, sheet after sheet; returns how many it has. */
	private static int checkXlsx(Path file, Path expected) throws Exception {
		XMLInputFactory factory = XMLInputFactory.newFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		// Java counts every &amp; of a file against these.
		factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
		factory.setProperty("jdk.xml.totalEntitySizeLimit", 0);
		int count = 0;
		int sheet = 1;
		try (ZipFile zip = new ZipFile(file.toFile());
				BufferedReader rows = Files.newBufferedReader(expected, StandardCharsets.UTF_8)) {
			for (; zip.getEntry(entry(sheet)) != null; sheet++) {
				try (InputStream bytes = zip.getInputStream(zip.getEntry(entry(sheet)))) {
					XMLStreamReader xml = factory.createXMLStreamReader(bytes);
					assertThat(row(xml)).isEqualTo(HEADS);
					int ofSheet = 1;
					for (List<String> row = row(xml); row != null; row = row(xml)) {
						String line = rows.readLine();
						assertThat(line).as("row %d", ++count).isNotNull();
						assertThat(row).as("row %d", count).isEqualTo(cells(line, ','));
						ofSheet++;
					}
					assertThat(ofSheet).isBetween(2, ROWS_OF_A_SHEET);
				}
			}
			assertThat(rows.readLine()).isNull();
		}
		assertThat(count).isEqualTo(ROWS);
		return sheet - 1;
	}

	private static String entry(int sheet) {
		return "xl/worksheets/sheet" + sheet + ".xml";
	}

	/** The texts of the next row, its times as the CSV writes them; null at the end. */
	private static @Nullable List<String> row(XMLStreamReader xml) throws XMLStreamException {
		String[] cells = null;
		int column = 0;
		boolean text = false;
		while (xml.hasNext()) {
			int event = xml.next();
			if (event == XMLStreamConstants.END_ELEMENT && "row".equals(xml.getLocalName())) {
				return Arrays.asList(cells);
			}
			if (event != XMLStreamConstants.START_ELEMENT) {
				continue;
			}
			switch (xml.getLocalName()) {
				case "row" -> {
					cells = new String[HEADS.size()];
					Arrays.fill(cells, "");
				}
				case "c" -> {
					column = xml.getAttributeValue(null, "r").charAt(0) - 'A';
					text = "inlineStr".equals(xml.getAttributeValue(null, "t"));
				}
				case "t" -> cells[column] = xml.getElementText();
				case "v" -> {
					assertThat(text).isFalse();
					cells[column] = time(xml.getElementText());
				}
				case "f" -> throw new AssertionError("a formula in column " + column);
				default -> {
				}
			}
		}
		return null;
	}

	/** Days since the end of 1899, as workbooks count. */
	private static String time(String days) {
		long seconds = new BigDecimal(days).multiply(BigDecimal.valueOf(86_400))
			.setScale(0, RoundingMode.HALF_UP)
			.longValueExact();
		return TIME.format(LocalDateTime.of(1899, 12, 30, 0, 0).plusSeconds(seconds));
	}

	/** A line of CSV; no text has a line end. */
	private static List<String> cells(String line, char separator) {
		List<String> cells = new ArrayList<>(HEADS.size());
		StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < line.length(); i++) {
			char c = line.charAt(i);
			if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
				cell.append(c);
				i++;
			}
			else if (c == '"') {
				quoted = !quoted;
			}
			else if (c == separator && !quoted) {
				cells.add(cell.toString());
				cell.setLength(0);
			}
			else {
				cell.append(c);
			}
		}
		cells.add(cell.toString());
		return cells;
	}

	private static double median(double[] times) {
		Arrays.sort(times);
		return times[times.length / 2];
	}

	private static double seconds(long start) {
		return (System.nanoTime() - start) / 1e9;
	}

}
