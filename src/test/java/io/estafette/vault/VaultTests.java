package io.estafette.vault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.estafette.diffusion.Sends;
import io.estafette.directory.AccountId;
import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import io.estafette.organization.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** What an employee finds in the vault, and takes home from it (D3, O8). */
@SpringBootTest(properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Sends.class)
class VaultTests {

	@Autowired
	private FindVaultItems findItems;

	@Autowired
	private DescribeVault describe;

	@Autowired
	private WriteArchive writeArchive;

	@Autowired
	private Sends sends;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void emptyVaults() {
		this.jdbc.sql("truncate free_diffusion, hand_over, outgoing_mail cascade").update();
		this.jdbc.sql("update employee set account_id = null where matricule = 'A0030'").update();
	}

	@Test
	void searchIgnoresAccentsCaseAndTheOrderOfWords() {
		send("H0001", "Règlement intérieur 100 %", DocumentType.SIMPLE);
		send("H0001", "Note de service", DocumentType.PROTECTED);
		String sender = items("H0001", VaultFilter.ALL).getFirst().sender();

		assertThat(names("INTERIEUR reglement")).containsExactly("Règlement intérieur 100 %");
		assertThat(names(sender.toUpperCase(Locale.FRENCH) + " note")).containsExactly("Note de service");
		assertThat(names("%")).containsExactly("Règlement intérieur 100 %");
		assertThat(names("_")).isEmpty();
		assertThat(names("absent")).isEmpty();
	}

	@Test
	void filtersTellReadFromUnreadYearsAndTypes() throws IOException {
		send("H0001", "Note de 2024", DocumentType.SIMPLE);
		this.jdbc.sql("update delivery set handed_over_at = '2024-12-31T23:30:00Z'").update();
		send("H0001", "Note scellée", DocumentType.PROTECTED);

		assertThat(this.describe.of(account("H0001")).years()).hasSize(2).contains(2025);
		assertThat(items("H0001", new VaultFilter("", null, 2025, false))).extracting(VaultItem::name)
			.containsExactly("Note de 2024");
		assertThat(items("H0001", new VaultFilter("", null, 2024, false))).isEmpty();
		assertThat(items("H0001", new VaultFilter("", DocumentType.PROTECTED, null, false))).extracting(VaultItem::name)
			.containsExactly("Note scellée");
		this.writeArchive.of(account("H0001"), new VaultFilter("scellee", null, null, false), Locale.FRENCH,
				new ByteArrayOutputStream());
		assertThat(items("H0001", new VaultFilter("", null, null, true))).extracting(VaultItem::name)
			.containsExactly("Note de 2024");
		assertThat(this.describe.of(account("H0001")).unread()).isEqualTo(1);
	}

	@Test
	void pagesGoOnWhereTheLastOneEndedAlsoWhenSomethingArrivesMeanwhile() {
		send("H0001", "Note", DocumentType.SIMPLE);
		multiply(FindVaultItems.PAGE + 9);
		FindVaultItems.Page first = this.findItems.of(account("H0001"), VaultFilter.ALL, null);
		assertThat(first.items()).hasSize(FindVaultItems.PAGE);
		send("H0001", "Nouvelle", DocumentType.SIMPLE);

		VaultItem.Cursor next = first.next();
		assertThat(next).isNotNull();
		FindVaultItems.Page second = this.findItems.of(account("H0001"), VaultFilter.ALL,
				VaultItem.Cursor.parse(next.toString()));
		assertThat(second.items()).hasSize(10).doesNotContainAnyElementsOf(first.items());
		assertThat(second.next()).isNull();
	}

	@Test
	void severalEmploymentsOfOnePersonShareOneVaultAndNobodyElseSeesIt() {
		this.jdbc.sql("update employee set account_id = ? where matricule = 'A0030'")
			.param(account("H0001").value())
			.update();
		send("H0001", "De Lyon", DocumentType.SIMPLE);
		this.sends.sent("nadia.leroy", "PAR", "A0030", "De Paris", DocumentType.SIMPLE);

		List<VaultItem> items = items("H0001", VaultFilter.ALL);
		assertThat(items).extracting(VaultItem::name).containsExactly("De Paris", "De Lyon");
		assertThat(items).extracting(VaultItem::employer).containsExactly("Atlas Conseil", "Horizon Intérim");
		assertThat(this.describe.of(account("H0001")).employers()).isEqualTo(2);
		assertThat(items("H0002", VaultFilter.ALL)).isEmpty();
		assertThat(this.findItems.of(account("H0002"), items.getFirst().delivery())).isEmpty();
	}

	@Test
	void theArchiveHoldsEveryDocumentUnderANameOfItsOwnAndAnIndex() throws Exception {
		send("H0001", "=1+1 ../../Note: été", DocumentType.SIMPLE);
		send("H0001", "=1+1 ../../Note: été", DocumentType.PROTECTED);
		multiply(FindVaultItems.PAGE + 3);
		ByteArrayOutputStream target = new ByteArrayOutputStream();

		this.writeArchive.of(account("H0001"), VaultFilter.ALL, Locale.FRENCH, target);

		Map<String, byte[]> entries = unzip(target.toByteArray());
		List<VaultItem> items = everything("H0001");
		assertThat(entries).hasSize(items.size() + 2).containsKeys("index.csv", "index.html");
		assertThat(entries.keySet()).noneMatch((name) -> name.contains("/") || name.contains("\\"));
		assertThat(entries.keySet()).anyMatch((name) -> name.endsWith("Note été.pdf"));
		String csv = new String(entries.get("index.csv"), StandardCharsets.UTF_8);
		assertThat(csv).startsWith("\uFEFF\"Date\";\"Nom\";\"Expéditeur\"").contains(";\"'=1+1");
		assertThat(csv.lines()).hasSize(items.size() + 1);
		String html = new String(entries.get("index.html"), StandardCharsets.UTF_8);
		for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
			if (entry.getKey().endsWith(".pdf")) {
				assertThat(entry.getValue()).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
				String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(entry.getValue()));
				assertThat(csv).contains("\"" + entry.getKey() + "\";\"" + sha256 + "\"");
				assertThat(html).contains(sha256);
			}
		}
		assertThat(items).allMatch(VaultItem::opened);
	}

	@Test
	void anEmptyVaultIsAnArchiveWithAnIndexAlone() throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		this.writeArchive.of(account("H0002"), VaultFilter.ALL, Locale.ENGLISH, target);
		assertThat(unzip(target.toByteArray())).containsOnlyKeys("index.csv", "index.html");
	}

	@Test
	void fileNamesAreNamesAndNothingElse() {
		Set<String> taken = new HashSet<>();
		assertThat(WriteArchive.fileName(named("..\\..\\CON"), taken)).isEqualTo("2026-11-23 .. .. CON.pdf");
		assertThat(WriteArchive.fileName(named("a\u202egnp.exe\n"), taken)).isEqualTo("2026-11-23 a gnp.exe.pdf");
		assertThat(WriteArchive.fileName(named("Note"), taken)).isEqualTo("2026-11-23 Note.pdf");
		assertThat(WriteArchive.fileName(named("NOTE"), taken)).isEqualTo("2026-11-23 NOTE (2).pdf");
		assertThat(WriteArchive.fileName(named("???"), taken)).isEqualTo("2026-11-23.pdf");
		assertThat(WriteArchive.fileName(named("é".repeat(150)), taken)).hasSizeLessThan(140);
	}

	@Test
	void noCellOfTheIndexIsAFormula() {
		assertThat(List.of("=1", "+1", "-1", "@a", " =1", "\t=1"))
			.allSatisfy((text) -> assertThat(WriteArchive.csvCell(text)).startsWith("\"'"));
		assertThat(WriteArchive.csvCell("a \"b\"; c")).isEqualTo("\"a \"\"b\"\"; c\"");
	}

	private static VaultItem named(String name) {
		Instant at = Instant.parse("2026-11-23T10:00:00Z");
		return new VaultItem(UUID.randomUUID(), new DocumentId(UUID.randomUUID()), name, DocumentType.SIMPLE,
				new NodeId(UUID.randomUUID()), "Lyon", false, "Horizon", at, false, 1, 1, null, null, null,
				new VaultItem.Cursor(at, 1));
	}

	private void send(String matricule, String name, DocumentType type) {
		this.sends.sent("claire.martin", "LYO", matricule, name, type);
	}

	/** More deliveries like the latest, at the same moment and before. */
	private void multiply(int copies) {
		this.jdbc
			.sql("""
					insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state, prepared_at,
					  handed_over_at, node_id, sender_id, type, search)
					select gen_random_uuid(), d.hand_over_id, gen_random_uuid(), d.employee_id, d.document_id, d.position,
					  d.state, d.prepared_at, d.handed_over_at - (i / 4) * interval '1 hour', d.node_id, d.sender_id, d.type,
					  d.search
					from (select * from delivery order by number desc limit 1) d, generate_series(1, ?) i
					""")
			.param(copies)
			.update();
	}

	private List<VaultItem> items(String matricule, VaultFilter filter) {
		return this.findItems.of(account(matricule), filter, null).items();
	}

	private List<VaultItem> everything(String matricule) {
		List<VaultItem> all = new ArrayList<>();
		VaultItem.Cursor next = null;
		do {
			FindVaultItems.Page page = this.findItems.of(account(matricule), VaultFilter.ALL, next);
			all.addAll(page.items());
			next = page.next();
		}
		while (next != null);
		return all;
	}

	private List<String> names(String search) {
		return items("H0001", new VaultFilter(search, null, null, false)).stream().map(VaultItem::name).toList();
	}

	private AccountId account(String matricule) {
		return new AccountId(this.jdbc.sql("select account_id from employee where matricule = ?")
			.param(matricule)
			.query(UUID.class)
			.single());
	}

	private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
		Map<String, byte[]> entries = new LinkedHashMap<>();
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				assertThat(entries.put(entry.getName(), zip.readAllBytes())).isNull();
			}
		}
		return entries;
	}

}
