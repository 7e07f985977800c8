package io.estafette.journal;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.estafette.delivery.DeliveryId;
import io.estafette.delivery.RecordOpened;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.Sends;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.ChangeActor;
import io.estafette.organization.PayrollDocument;
import io.estafette.organization.SaveClientCompany;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.Journaled;
import io.estafette.sealing.SealingProperties;
import io.estafette.sealing.StampDigest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** The journal tells everything, in one chain, and any change of it shows (D6, D7). */
@SpringBootTest(properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Sends.class)
class JournalTests {

	@Autowired
	private Sends sends;

	@Autowired
	private RecordOpened recordOpened;

	@Autowired
	private ChainJournal chain;

	@Autowired
	private StampJournal stamp;

	@Autowired
	private StampDigest stampDigest;

	@Autowired
	private ReadJournal read;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private SealingProperties sealing;

	@Autowired
	private ChangeActor changeActor;

	@Autowired
	private SaveClientCompany saveClientCompany;

	@Autowired
	@Qualifier("hrUserDetailsService")
	private UserDetailsService hrUsers;

	@Autowired
	@Qualifier("employeeDetailsService")
	private UserDetailsService employees;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	@Autowired
	private WebApplicationContext context;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	private Path folder;

	private UUID brand;

	private FreeDiffusionId send;

	@BeforeEach
	void send() {
		this.brand = this.sends.node("HORIZON").value();
		this.send = this.sends.sent("claire.martin", "LYO", "H0001 H0002", "Note", DocumentType.PROTECTED);
		UUID delivery = this.jdbc.sql("select id from delivery where source_id = ? limit 1")
			.param(this.send.value())
			.query(UUID.class)
			.single();
		this.recordOpened.of(new DeliveryId(delivery));
		chained();
	}

	@AfterEach
	void signOut() {
		CurrentActor.clear();
	}

	@Test
	void aSendIsToldFromTheClickToTheReading() {
		List<String> actions = this.jdbc.sql("""
				select action from journal_entry where subject_id = :send
				or subject_id in (select id from hand_over where source_id = :send)
				or subject_id in (select id from delivery where source_id = :send)
				or subject_id in (select document_id from free_diffusion_document where diffusion_id = :send)
				order by id
				""").param("send", this.send.value()).query(String.class).list();
		assertThat(actions).containsExactly("DOCUMENT_CHANGED", "DOCUMENT_CHANGED", "FREE_DIFFUSION_SENT",
				"DOCUMENT_SEALED", "HANDED_OVER", "HANDED_OVER", "FREE_DIFFUSION_COMPLETED", "OPENED");
		String sealed = this.jdbc.sql("""
				select encode(d.delivered_sha256, 'hex') from document d
				join free_diffusion_document f on f.document_id = d.id where f.diffusion_id = ?
				""").param(this.send.value()).query(String.class).single();
		assertThat(this.jdbc.sql("""
				select details::text from journal_entry where action = 'HANDED_OVER'
				and subject_id in (select id from hand_over where source_id = ?)
				""").param(this.send.value()).query(String.class).list()).hasSize(2)
			.allSatisfy((details) -> assertThat(details).contains(sealed).doesNotContain("Moreau", "@"));
	}

	@Test
	void whoIsSignedInIsToldWhereTheRowDoesNotSay() {
		CurrentActor.set(this.sends.actor("admin").value());
		this.transaction.executeWithoutResult((status) -> this.jdbc
			.sql("delete from brand_option where brand_id = ? and option = 'CAMPAIGN_DOCUMENTS_2_MB'")
			.param(this.brand)
			.update());
		this.transaction.executeWithoutResult((status) -> this.jdbc
			.sql("insert into brand_option (brand_id, option) values (?, 'CAMPAIGN_DOCUMENTS_2_MB')")
			.param(this.brand)
			.update());
		assertThat(
				this.jdbc.sql("select actor_id from journal_entry where action = 'OPTION_ON' order by id desc limit 1")
					.query(UUID.class)
					.single())
			.isEqualTo(this.sends.actor("admin").value());
	}

	/** Who went, and what of settings and people was changed, never to what. */
	@Test
	void signOutsAndChangesOfSettingsAreNoted() throws Exception {
		long before = lastEntry();
		http().perform(post("/logout").with(csrf()).with(user(this.hrUsers.loadUserByUsername("claire.martin"))));
		assertThat(entries(before))
			.containsExactly("SIGNED_OUT - claire.martin actor " + this.sends.actor("claire.martin"));
		before = lastEntry();
		this.jdbc.sql("update employee set executive = not executive where matricule = 'H0001' and brand_id = ?")
			.param(this.brand)
			.update();
		this.jdbc.sql("update employee set executive = not executive where matricule = 'H0001' and brand_id = ?")
			.param(this.brand)
			.update();
		this.jdbc.sql("update node set name = name where code = 'LYO'").update();
		this.jdbc.sql("update node set name = name || ' ' where code = 'LYO'").update();
		this.jdbc.sql("update node set name = trim(name) where code = 'LYO'").update();
		assertThat(this.jdbc.sql("select action || ' ' || details::text from journal_entry where id > ? order by id")
			.param(before)
			.query(String.class)
			.list()).containsExactly("EMPLOYEE_CHANGED {\"executive\": false}",
					"EMPLOYEE_CHANGED {\"executive\": true}",
					"NODE_CHANGED {\"code\": \"LYO\", \"kind\": \"AGENCY\", \"name\": true}",
					"NODE_CHANGED {\"code\": \"LYO\", \"kind\": \"AGENCY\", \"name\": true}");
	}

	@Test
	void whatBecameOfMailsIsNoted() {
		UUID mail = this.jdbc.sql(
				"select m.id from outgoing_mail m join hand_over h on h.id = m.hand_over_id where h.source_id = ? limit 1")
			.param(this.send.value())
			.query(UUID.class)
			.single();
		for (String change : List.of("state = 'SENT'",
				"state = 'FAILED', bounced_at = now(), last_error = 'BOUNCED 5.1.1'", "state = 'WAITING'",
				"state = 'FAILED', last_error = 'SMTP 550'", "state = 'WAITING'")) {
			this.jdbc.sql("update outgoing_mail set " + change + " where id = ?").param(mail).update();
		}
		assertThat(this.jdbc
			.sql("select action || ' ' || coalesce(details ->> 'error', '') from journal_entry "
					+ "where subject_id = ? order by id")
			.param(mail)
			.query(String.class)
			.list()).containsExactly("MAIL_BOUNCED BOUNCED 5.1.1", "MAIL_REPEATED BOUNCED 5.1.1",
					"MAIL_FAILED SMTP 550", "MAIL_REPEATED SMTP 550");
	}

	/** Who had which file, by whichever way; not who was refused it. */
	@Test
	void readsAreNoted() throws Exception {
		UUID document = this.jdbc.sql("select document_id from free_diffusion_document where diffusion_id = ?")
			.param(this.send.value())
			.query(UUID.class)
			.single();
		UUID delivery = this.jdbc.sql("""
				select d.id from delivery d join employee e on e.id = d.employee_id
				where d.source_id = ? and e.matricule = 'H0001'
				""").param(this.send.value()).query(UUID.class).single();
		MockMvc http = http();
		String sent = "/documents/envois/" + this.send.value() + "/fichiers/" + document;
		UserDetails julie = this.employees.loadUserByUsername("h0001@salarie.example");
		long before = lastEntry();
		http.perform(get(sent).with(user(this.hrUsers.loadUserByUsername("claire.martin")))).andExpect(status().isOk());
		http.perform(get(sent).with(user(this.hrUsers.loadUserByUsername("nadia.leroy"))))
			.andExpect(status().isNotFound());
		http.perform(head(sent).with(user(this.hrUsers.loadUserByUsername("claire.martin"))));
		http.perform(
				get("/api/v1/documents/{id}/content", document).header("Authorization", "Bearer demo-sirh-horizon"))
			.andExpect(status().isOk());
		http.perform(
				get("/api/v1/deliveries/{id}/signed", delivery).header("Authorization", "Bearer demo-sirh-horizon"));
		http.perform(get("/coffre/{id}/document.pdf", delivery).with(user(julie))).andExpect(status().isOk());
		http.perform(get("/coffre/archive").with(user(julie))).andExpect(status().isOk());
		http.perform(get("/administration/journal/export").param("brand", this.brand.toString())
			.with(user(this.hrUsers.loadUserByUsername("admin")))).andExpect(status().isOk());

		assertThat(entries(before).stream().filter((entry) -> !entry.startsWith("OPENED"))).containsExactly(
				"DOCUMENT_READ HORIZON claire.martin document " + document,
				"DOCUMENT_READ HORIZON sirh-horizon document " + document,
				"DOCUMENT_READ HORIZON h0001@salarie.example delivery " + delivery,
				"VAULT_DOWNLOADED - h0001@salarie.example vault_account " + account("h0001@salarie.example"),
				"JOURNAL_EXPORTED HORIZON admin brand " + this.brand);
	}

	@Test
	void signInsAreNotedAndNothingThatWasTyped() throws Exception {
		MockMvc http = http();
		long before = lastEntry();
		http.perform(formLogin().user("claire.martin").password("demo")).andExpect(redirectedUrl("/"));
		http.perform(formLogin().user("h0001@salarie.example").password("demo")).andExpect(redirectedUrl("/"));
		http.perform(formLogin().user("paul.bernard").password("wrong"));
		http.perform(formLogin().user("h0002@salarie.example").password("wrong"));
		http.perform(formLogin().user("My password, by mistake").password("wrong"));
		assertThat(entries(before)).extracting((entry) -> entry.replaceFirst("^(\\S+) \\S+", "$1"))
			.containsExactly("SIGNED_IN claire.martin actor " + this.sends.actor("claire.martin"),
					"SIGNED_IN h0001@salarie.example vault_account " + account("h0001@salarie.example"),
					"SIGN_IN_REFUSED - actor " + this.sends.actor("paul.bernard"),
					"SIGN_IN_REFUSED - vault_account " + account("h0002@salarie.example"), "SIGN_IN_REFUSED - login -");
		for (int i = 0; i < 11; i++) {
			http.perform(formLogin().user("nobody.knows").password("wrong"));
		}
		assertThat(entries(before)).as("one line says that the others were not even looked at")
			.filteredOn((entry) -> entry.startsWith("SIGN_IN_LOCKED"))
			.hasSize(1);
		assertThat(this.jdbc.sql("select count(*) from journal_entry where details::text like '%mistake%'")
			.query(Integer.class)
			.single()).isZero();
	}

	/** Also those that the pages write as lists: what stays the same is no change. */
	@Test
	void settingsAndImportsAreNoted() {
		ActorId admin = this.sends.actor("admin");
		ActorId system = this.sends.actor("paie-horizon");
		CurrentActor.set(admin.value());
		long before = lastEntry();
		this.changeActor.of(admin, system, "Paie Horizon", "", Set.of(PayrollDocument.PAYSLIP), true);
		this.changeActor.of(admin, system, "Paie Horizon", "",
				Set.of(PayrollDocument.PAYSLIP, PayrollDocument.CONTRACT), true);
		this.saveClientCompany.of(admin, this.sends.node("HORIZON"), "EU-VERRE", "Verrerie", false);
		this.saveClientCompany.of(admin, this.sends.node("HORIZON"), "EU-VERRE", "Verrerie", true);
		this.saveClientCompany.of(admin, this.sends.node("HORIZON"), "EU-VERRE", "Verrerie", true);
		UUID imported = UUID.randomUUID();
		this.jdbc.sql("""
				insert into employee_import (id, brand_id, author_id, file_name, state, created_at)
				values (?, ?, ?, 'salaries.csv', 'CHECKED', now())
				""").param(imported).param(this.brand).param(admin.value()).update();
		this.transaction.executeWithoutResult((status) -> this.jdbc
			.sql("update employee_import set state = 'RUNNING', confirmed_at = now() where id = ?")
			.param(imported)
			.update());
		CurrentActor.clear();
		this.jdbc.sql("update employee_import set state = 'DONE', ended_at = now() where id = ?")
			.param(imported)
			.update();
		UUID company = this.jdbc.sql("select id from client_company where code = 'EU-VERRE'")
			.query(UUID.class)
			.single();
		assertThat(entries(before).stream().filter((entry) -> !entry.startsWith("ACTOR_CHANGED"))).containsExactly(
				"SENDS_NO_MORE HORIZON admin actor " + system, "SENDS HORIZON admin actor " + system,
				"CLIENT_COMPANY_CREATED HORIZON admin client_company " + company,
				"CLIENT_COMPANY_CHANGED HORIZON admin client_company " + company,
				"IMPORT_CHECKED HORIZON admin employee_import " + imported,
				"IMPORT_CONFIRMED HORIZON admin employee_import " + imported,
				"IMPORT_DONE HORIZON - employee_import " + imported);
	}

	/** Nobody forgets it: whatever answers with bytes, or writes them itself. */
	@Test
	void everyHandlerThatGivesAFileIsNoted() {
		List<String> files = this.mappings.getHandlerMethods()
			.values()
			.stream()
			.filter((handler) -> handler.getBeanType().getPackageName().startsWith("io.estafette"))
			.filter((handler) -> handler.getReturnType().getGenericParameterType().getTypeName().contains("Resource")
					|| (handler.isVoid() && Stream.of(handler.getMethodParameters())
						.anyMatch((parameter) -> parameter.getParameterType() == HttpServletResponse.class)))
			.map((handler) -> handler.getShortLogMessage() + (handler.hasMethodAnnotation(Journaled.class) ? "" : " !"))
			.toList();
		assertThat(files).hasSizeGreaterThan(15).noneMatch((handler) -> handler.endsWith("!"));
	}

	@Test
	void whatIsWrittenStaysAsItIs() {
		for (String change : List.of("update journal_entry set details = '{}'", "delete from journal_entry",
				"update journal_entry set hash = null, sequence = null", "truncate journal_entry",
				"truncate journal_head")) {
			assertThatExceptionOfType(DataAccessException.class).as(change)
				.isThrownBy(() -> this.jdbc.sql(change).update());
		}
	}

	@Test
	void anExportIsCheckedWithoutTheDatabaseAndEveryChangeShows() throws Exception {
		this.stamp.now();
		this.stamp.now();
		assertThat(heads()).isOne();
		this.sends.sent("claire.martin", "LYO", "H0003", "Suite", DocumentType.SIMPLE);
		chained();
		new StampJournal(this.stampDigest, this.jdbc,
				Clock.fixed(Instant.now().plus(Duration.ofDays(1)), ZoneOffset.UTC))
			.now();
		assertThat(heads()).isEqualTo(2);
		ActorId admin = this.sends.actor("admin");
		assertThat(this.read.check(admin, this.brand).fault()).isNull();
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.read.check(this.sends.actor("claire.martin"), this.brand));

		List<String> lines = export(admin);
		CheckChain intact = check(lines);
		assertThat(intact.fault()).isEmpty();
		assertThat(intact.heads()).isEqualTo(2);
		int middle = lines.size() / 2;

		List<String> changed = new ArrayList<>(lines);
		changed.set(middle, lines.get(middle).replaceFirst("\"action\":\"[A-Z_]+\"", "\"action\":\"INVENTED\""));
		assertThat(check(changed).fault()).as("changed").isPresent();
		List<String> missing = new ArrayList<>(lines);
		missing.remove(middle);
		assertThat(check(missing).fault()).as("missing").isPresent();
		List<String> twice = new ArrayList<>(lines);
		twice.add(middle, lines.get(middle));
		assertThat(check(twice).fault()).as("inserted").isPresent();
		List<String> swapped = new ArrayList<>(lines);
		Collections.swap(swapped, 1, 2);
		assertThat(check(swapped).fault()).as("swapped").isPresent();
		List<String> otherStamp = new ArrayList<>(lines);
		otherStamp.replaceAll(
				(line) -> line.startsWith("{\"head\"") ? line.replaceFirst("\"day\":\"20", "\"day\":\"19") : line);
		assertThat(check(otherStamp).fault()).as("stamp of another day").isPresent();
		assertThat(check(lines.subList(0, lines.size() - 2)).fault()).as("cut at its end").isPresent();
		List<String> spared = new ArrayList<>(lines.subList(0, lines.size() - 3));
		spared.add(lines.getLast());
		assertThat(check(spared).fault()).as("cut before its last line").isPresent();
		assertThat(check(List.of()).fault()).as("empty").isPresent();
		Path file = Files.write(this.folder.resolve("journal.jsonl"), lines);
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream bytes = Files.newInputStream(this.sealing.keystore())) {
			store.load(bytes, "demo".toCharArray());
		}
		assertThat(VerifyJournal.check(file, List.of((X509Certificate) store.getCertificate("timestamp"))).fault())
			.as("stamped by whom we trust")
			.isEmpty();
		assertThat(VerifyJournal.check(file, List.of((X509Certificate) store.getCertificate("organisation"))).fault())
			.as("stamped by somebody else")
			.isPresent();
	}

	@Test
	void writersAreChainedWhateverTheirOrder() throws Exception {
		List<Thread> writers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			writers.add(Thread.ofPlatform().start(() -> {
				for (int j = 0; j < 50; j++) {
					this.jdbc.sql("select journal(?, null, 'TRIED', 'brand', ?, '{}')")
						.param(this.brand)
						.param(this.brand)
						.query((row, number) -> 1)
						.list();
				}
			}));
		}
		this.chain.now();
		for (Thread writer : writers) {
			writer.join();
		}
		chained();
		assertThat(this.jdbc.sql("select count(*) from journal_entry where action = 'TRIED' and hash is not null")
			.query(Integer.class)
			.single()).isEqualTo(200);
		assertThat(this.read.check(this.sends.actor("admin"), this.brand).fault()).isNull();
	}

	private MockMvc http() {
		return MockMvcBuilders.webAppContextSetup(this.context).apply(springSecurity()).build();
	}

	private long lastEntry() {
		return this.jdbc.sql("select max(id) from journal_entry").query(Long.class).single();
	}

	/** What was written since: action, brand, who, subject; what is missing is a dash. */
	private List<String> entries(long after) {
		return this.jdbc.sql("""
				select concat_ws(' ', j.action, coalesce(n.code, '-'), coalesce(a.login, v.login, '-'), j.subject_kind,
				  coalesce(j.subject_id::text, '-'))
				from journal_entry j left join node n on n.id = j.brand_id
				left join actor a on a.id = j.actor_id left join vault_account v on v.id = j.actor_id
				where j.id > ? order by j.id
				""").param(after).query(String.class).list();
	}

	private UUID account(String login) {
		return this.jdbc.sql("select id from vault_account where login = ?").param(login).query(UUID.class).single();
	}

	private void chained() {
		await().until(() -> {
			this.chain.now();
			return this.jdbc.sql("select count(*) from journal_entry where hash is null").query(Integer.class).single();
		}, (left) -> left == 0);
	}

	private int heads() {
		return this.jdbc.sql("select count(*) from journal_head where brand_id = ?")
			.param(this.brand)
			.query(Integer.class)
			.single();
	}

	private List<String> export(ActorId admin) throws Exception {
		List<String> lines = new ArrayList<>();
		this.read.export(admin, this.brand, new ReadJournal.Reader() {

			@Override
			public void entry(JournalEntry entry) {
				lines.add(JournalLines.of(entry));
			}

			@Override
			public void head(JournalHead head) {
				lines.add(JournalLines.of(head));
			}

			@Override
			public void end(JournalEnd end) {
				lines.add(JournalLines.of(end));
			}

		});
		return lines;
	}

	private CheckChain check(List<String> lines) throws Exception {
		return VerifyJournal.check(Files.write(this.folder.resolve(UUID.randomUUID() + ".jsonl"), lines), List.of());
	}

	/** Payslips and simple documents carry no seal: the journal knows them (D6). */
	@Test
	void aFileIsHeldAgainstWhatWasHandedOver() throws Exception {
		FreeDiffusionId simple = this.sends.sent("claire.martin", "LYO", "H0004", "Règlement", DocumentType.SIMPLE);
		chained();
		Path journal = Files.write(this.folder.resolve("all.jsonl"), export(this.sends.actor("admin")));
		Path file = Files.write(this.folder.resolve("downloaded.pdf"), delivered(simple));
		UUID delivery = this.jdbc.sql("select id from delivery where source_id = ?")
			.param(simple.value())
			.query(UUID.class)
			.single();
		UUID handOver = this.jdbc.sql("select hand_over_id from delivery where id = ?")
			.param(delivery)
			.query(UUID.class)
			.single();

		FindFingerprint found = FindFingerprint.of(file);
		assertThat(VerifyJournal.check(journal, List.of(), found).fault()).isEmpty();
		found.add(new JournalHead(this.brand, LocalDate.EPOCH, Long.MAX_VALUE, "", "", "", Instant.EPOCH));
		assertThat(found.lines()).filteredOn((line) -> line.contains(delivery.toString()))
			.singleElement()
			.asString()
			.startsWith("HANDED OVER")
			.contains(handOver.toString(), "time-stamped on ")
			.doesNotContain("@", "Règlement");

		byte[] changed = delivered(simple);
		changed[changed.length / 2] ^= 1;
		FindFingerprint none = FindFingerprint.of(Files.write(file, changed));
		VerifyJournal.check(journal, List.of(), none);
		assertThat(none.isFound()).isFalse();
		assertThat(none.lines()).singleElement().asString().startsWith("NOT FOUND");
	}

	private byte[] delivered(FreeDiffusionId send) {
		return this.jdbc.sql("""
				select c.bytes from free_diffusion_document f join document d on d.id = f.document_id
				join content c on c.sha256 = d.original_sha256 where f.diffusion_id = ?
				""").param(send.value()).query(byte[].class).single();
	}

}
