package io.estafette.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import com.fasterxml.jackson.databind.JsonNode;
import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestDatabase;
import io.estafette.local.TestPlatform;
import io.estafette.samples.SamplePdfs;
import io.estafette.support.ApplicationProcess;
import io.estafette.support.ApplicationProcess.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An export of a campaign with 1,000,000 lines as CSV and as XLSX, in an application of
 * at most 256 MB, beside PostgreSQL's own COPY of the same query (C15; aim: CSV within
 * twice its time). {@code -Destafette.rows=…} makes it smaller. The README says how to
 * run it.
 */
class ExportBench {

	private static final int ROWS = Integer.getInteger("estafette.rows", 1_000_000);

	private static final int DOCUMENTS = 5;

	private static final String QUERY = """
			select e.matricule, e.last_name, e.first_name, n.code, n.name,
			  case when h.source_kind = 'CAMPAIGN' then 'CATCH_UP_' || dep.kind else dep.kind end, doc.name, l.handed_over_at,
			  l.notified_at, l.opened_at, l.signed_at, l.state, case when l.state = 'DECLINED'
			    then (select s.reason from signature_request s where s.id = l.id) else l.reason end
			from delivery l join hand_over h on h.id = l.hand_over_id join employee e on e.id = l.employee_id
			join node n on n.id = l.node_id join document doc on doc.id = l.document_id
			left join deposit dep on dep.id = l.deposit_id
			where l.source_id = '%s' and l.origin = 'CAMPAIGN' and l.handed_over_at >= '2020-01-01' order by l.number
			""";

	private final PlatformAddresses platform = TestPlatform.get();

	@TempDir
	Path folder;

	@Test
	void aMillionRows() throws Exception {
		String database = TestDatabase.create();
		Map<String, String> properties = new HashMap<>(this.platform.properties());
		properties.put("spring.datasource.url", database);
		JdbcClient superuser = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
		try (ApplicationProcess application = new ApplicationProcess("bench-export", properties, "256m")) {
			application.start();
			String campaign = campaign(application, superuser);
			fill(superuser, campaign);
			Path copied = Files.createTempDirectory("bench-export").resolve("copy.csv");
			copied.getParent().toFile().setWritable(true, false);
			superuser.sql("copy (select 1) to '" + copied + "'").update();
			long start = System.nanoTime();
			superuser.sql("copy (" + QUERY.formatted(campaign) + ") to '" + copied + "' (format csv)").update();
			double copy = seconds(start);
			double csv = export(application, campaign, "CSV", this.folder.resolve("export.csv"));
			double xlsx = export(application, campaign, "XLSX", this.folder.resolve("export.xlsx"));
			checkCsv(this.folder.resolve("export.csv"));
			checkXlsx(this.folder.resolve("export.xlsx"));
			System.out.printf("""
					| %,d rows, heap 256 MB | seconds | x COPY | MB |
					|---|---|---|---|
					| COPY | %.1f | 1 | %d |
					| CSV | %.1f | %.2f | %d |
					| XLSX | %.1f | %.2f | %d |
					""", ROWS, copy, Files.size(copied) / 1_000_000, csv, csv / copy,
					Files.size(this.folder.resolve("export.csv")) / 1_000_000, xlsx, xlsx / copy,
					Files.size(this.folder.resolve("export.xlsx")) / 1_000_000);
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

	private static void fill(JdbcClient jdbc, String campaign) {
		jdbc.sql("alter table delivery disable trigger user").update();
		jdbc.sql(
				"""
						insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, created_at)
						select md5('e' || k)::uuid, n.brand_id, n.id, 'X' || k, 'Bravo', 'Camille', 'x' || k || '@salarie.example', now()
						from node n cross join generate_series(0, :last) k where n.code = 'LYO'
						""")
			.param("last", ROWS / DOCUMENTS - 1)
			.update();
		jdbc.sql("""
				insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at,
				  handed_over_at)
				select e.id, 'CAMPAIGN', c.id, row_number() over (), e.id, e.agency_id, c.launched_by, now(), now()
				from employee e cross join campaign c where c.id = :campaign::uuid and e.matricule like 'X%'
				""").param("campaign", campaign).update();
		jdbc.sql(
				"""
						insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state, prepared_at,
						  handed_over_at, notified_at, node_id, sender_id, type, search, origin)
						select gen_random_uuid(), h.id, c.id, h.employee_id, d.id, cd.position, 'NOTIFIED', now(), now(), now(),
						  h.node_id, h.sender_id, d.type, 'bravo camille', 'CAMPAIGN'
						from campaign c join hand_over h on h.source_id = c.id join campaign_document cd on cd.campaign_id = c.id
						join document d on d.id = cd.document_id where c.id = :campaign::uuid
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
					"{\"from\":\"%s\",\"to\":\"%s\",\"format\":\"%s\"}".formatted(today, today, format))
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

	/** Every person with every document, once. */
	private static void checkCsv(Path file) throws IOException {
		BitSet seen = new BitSet(ROWS);
		try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			lines.readLine();
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				String[] cells = line.split(";");
				int person = Integer.parseInt(cells[0].substring(1));
				int document = Integer.parseInt(cells[6].substring("Document ".length()));
				assertThat(cells[1]).isEqualTo("Bravo");
				seen.flip(person * DOCUMENTS + document - 1);
			}
		}
		assertThat(seen.cardinality()).isEqualTo(ROWS);
	}

	/** Each sheet has a row of titles. */
	private static void checkXlsx(Path file) throws IOException {
		int rows = 0;
		try (ZipFile zip = new ZipFile(file.toFile())) {
			for (ZipEntry entry : Collections.list(zip.entries())) {
				if (entry.getName().matches("xl/worksheets/sheet\\d+\\.xml")) {
					rows += rows(zip.getInputStream(entry)) - 1;
				}
			}
		}
		assertThat(rows).isEqualTo(ROWS);
	}

	private static int rows(InputStream sheet) throws IOException {
		int rows = 0;
		int matched = 0;
		byte[] mark = "<row ".getBytes(StandardCharsets.US_ASCII);
		byte[] buffer = new byte[1 << 16];
		for (int read = sheet.read(buffer); read >= 0; read = sheet.read(buffer)) {
			for (int i = 0; i < read; i++) {
				matched = (buffer[i] == mark[matched]) ? matched + 1 : (buffer[i] == mark[0]) ? 1 : 0;
				if (matched == mark.length) {
					rows++;
					matched = 0;
				}
			}
		}
		return rows;
	}

	private static double seconds(long start) {
		return (System.nanoTime() - start) / 1e9;
	}

}
