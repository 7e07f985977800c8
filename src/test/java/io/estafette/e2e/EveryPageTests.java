package io.estafette.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.estafette.account.FindOwner;
import io.estafette.account.IssuePasswordLink;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.Deposits;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.LaunchedCampaigns;
import io.estafette.campaign.MatchCampaigns;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.NotifyRecipients;
import io.estafette.diffusion.AddDiffusionDocument;
import io.estafette.diffusion.BeginFreeDiffusion;
import io.estafette.diffusion.ChooseEmitter;
import io.estafette.diffusion.CompleteFreeDiffusion;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.OpenFreeDiffusion;
import io.estafette.diffusion.PrepareDeliveries;
import io.estafette.diffusion.Sends;
import io.estafette.diffusion.StartFreeDiffusion;
import io.estafette.diffusion.UpdateRecipients;
import io.estafette.directory.EmployeeId;
import io.estafette.directory.IssueInvitation;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import io.estafette.samples.SamplePdfs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every page as people see it, on a desktop in English and on a phone in French, where
 * texts are longest (all four of them for the pictures): within the rules of WCAG 2.2 AA
 * that axe can check, not wider than the screen, without an error in the browser's
 * console. Leaves pictures in {@code target/pages}, or where the system property
 * {@code estafette.pictures} says.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
@Import({ Sends.class, LaunchedCampaigns.class, Deposits.class })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTests {

	private static final Path PICTURES = Path.of(System.getProperty("estafette.pictures", "target/pages"));

	private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
			"best-practice");

	/** The views that are checked, with axe too; the others are for pictures alone. */
	private static final Set<String> CHECKED = Set.of("desktop-en", "phone-fr");

	/** Pages that say that there is nothing. */
	private static final Set<String> GONE = Set.of("not-found", "invitation-gone", "invitation-expired",
			"password-link-gone");

	private static final String NOBODY = "";

	private static final String ADMIN = "admin";

	private static final String CLAIRE = "claire.martin";

	private static final String JULIE = "h0001@salarie.example";

	/** What a page may be shown as: a width, a height, a language. */
	private record View(String name, int width, int height, String language) {
	}

	private static final List<View> VIEWS = Stream
		.of(new View("desktop-fr", 1280, 900, "fr-FR"), new View("desktop-en", 1280, 900, "en-GB"),
				new View("phone-fr", 390, 844, "fr-FR"), new View("phone-en", 390, 844, "en-GB"))
		.filter((view) -> CHECKED.contains(view.name()) || System.getProperty("estafette.pictures") != null)
		.toList();

	@LocalServerPort
	private int port;

	@Autowired
	private OpenFreeDiffusion open;

	@Autowired
	private BeginFreeDiffusion begin;

	@Autowired
	private ChooseEmitter chooseEmitter;

	@Autowired
	private UpdateRecipients updateRecipients;

	@Autowired
	private AddDiffusionDocument addDocument;

	@Autowired
	private StartFreeDiffusion start;

	@Autowired
	private PrepareDeliveries prepareDeliveries;

	@Autowired
	private HandOverDocuments handOver;

	@Autowired
	private NotifyRecipients notifyRecipients;

	@Autowired
	private CompleteFreeDiffusion complete;

	@Autowired
	private IssueInvitation issueInvitation;

	@Autowired
	private Sends sends;

	@Autowired
	private LaunchedCampaigns campaigns;

	@Autowired
	private Deposits deposits;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private JdbcClient jdbc;

	/**
	 * A browser for each view, driven by a thread of its own: most of the time they wait.
	 */
	private final Map<View, Visitor> visitors = new LinkedHashMap<>();

	private FreeDiffusionId draft;

	private FreeDiffusionId draftOfPages;

	private FreeDiffusionId sent;

	private FreeDiffusionId failed;

	private FreeDiffusionId signing;

	private CampaignId campaign;

	private CampaignId running;

	private String vaultDocument;

	private String toSign;

	private String invitation;

	private String expired;

	private String passwordLink;

	@Autowired
	private IssuePasswordLink issuePasswordLink;

	@Autowired
	private FindOwner findOwner;

	@BeforeAll
	void prepare(@TempDir Path folder) throws IOException {
		VIEWS.forEach((view) -> this.visitors.put(view, new Visitor()));
		this.sent = draft(this.open.inProcess(claire(), 1), folder);
		this.start.of(this.sent, 1);
		this.notifyRecipients.of(this.handOver.of(this.prepareDeliveries.of(this.sent).handOvers()));
		this.complete.of(this.sent, 1);
		this.failed = this.sends.requested("paul.bernard", "LYO", "H0004 H0005 H0006", "Plan de prévention",
				DocumentType.SIMPLE);
		this.sends.move("H0005", "MRS");
		this.sends.served(this.failed);
		this.sends.move("H0005", "LYO");
		this.draft = draft(this.open.inProcess(claire(), 2), folder);
		this.draftOfPages = draft(this.begin.by(claire()), folder);
		this.campaign = this.campaigns.drafted("HORIZON");
		this.campaigns.drafted("LYO");
		LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
		this.running = this.campaigns.launched("LYO", "PC", ExecutiveFilter.ALL, "", Instant.now(), today,
				today.plusMonths(2), null);
		for (String matricule : List.of("H0001", "H0003", "H0004", "H0007")) {
			UUID deposit = this.deposits.store("PAYSLIP", matricule, "LYO", null, null, Instant.now());
			this.match.of(List.of(deposit));
			this.notifyRecipients.of(this.handOver.of(List.of(new HandOverId(
					UUID.fromString(one("select id::text from hand_over where source_id = '" + deposit + "'"))))));
		}
		this.jdbc
			.sql("""
					update deposit set state = 'WAITING_FOR_EMPLOYEE', employee_id = null, agency_id = null, matricule = 'N0042'
					where matricule = 'H0004'
					""")
			.update();
		this.deposits.store("PAYSLIP", "H0006", "LYO", null, null, Instant.now());
		// A campaign that these payslips do not bring, somebody left out, a mail that
		// failed, a vault that is not opened.
		this.campaigns.launched("LYO", "C", ExecutiveFilter.ONLY, "", Instant.now().minusSeconds(3_600), today, null,
				null);
		this.jdbc
			.sql("""
					update delivery d set state = 'FAILED', reason = 'CAMPAIGN_CLOSED', handed_over_at = null from employee e
					where e.id = d.employee_id and e.matricule = 'H0004' and d.origin = 'CAMPAIGN'
					""")
			.update();
		this.jdbc.sql("""
				update delivery d set handed_over_at = handed_over_at - interval '10 days' from employee e
				where e.id = d.employee_id and e.matricule = 'H0012'
				""").update();
		this.jdbc.sql("""
				update outgoing_mail m set state = 'FAILED', last_error = 'MAIL_REFUSED' from employee e
				where e.id = m.employee_id and e.matricule = 'H0013'
				""").update();
		askedToSign("H0003", "REQUESTED", null);
		askedToSign("H0007", "DECLINED", "Mon adresse n'est pas la bonne.");
		this.jdbc.sql("""
				update outgoing_mail m set state = 'FAILED', last_error = 'BOUNCED 5.1.1', sent_at = queued_at,
				  bounced_at = queued_at from employee e where e.id = m.employee_id and e.matricule = 'H0003'
				""").update();
		this.jdbc
			.sql("""
					update free_diffusion set state = 'REFUSED', refusal = 'DOCUMENT_NOT_SEALABLE', ended_at = sent_at where id = ?
					""")
			.param(this.sends
				.requested("claire.martin", "LYO", "H0004 H0005", "Charte informatique", DocumentType.PROTECTED)
				.value())
			.update();
		this.vaultDocument = one("""
				select d.id::text from delivery d join employee e on e.id = d.employee_id
				where e.matricule = 'H0001' limit 1""");
		FreeDiffusionId signing = this.sends.sent("claire.martin", "LYO", "H0001 H0006", "Avenant – télétravail",
				DocumentType.TO_SIGN);
		this.toSign = one("""
				select d.id::text from delivery d join employee e on e.id = d.employee_id
				where e.matricule = 'H0001' and d.source_id = '%s'""".formatted(signing.value()));
		this.signing = signing;
		this.invitation = this.issueInvitation
			.to(new EmployeeId(UUID.fromString(one("select id::text from employee where matricule = 'H0020'"))));
		this.expired = this.issueInvitation
			.to(new EmployeeId(UUID.fromString(one("select id::text from employee where matricule = 'H0022'"))));
		this.jdbc.sql("""
				update invitation set expires_at = created_at
				where employee_id = (select id from employee where matricule = 'H0022')
				""").update();
		this.passwordLink = this.issuePasswordLink.to(this.findOwner.byLogin(JULIE).orElseThrow());
	}

	@AfterAll
	void close() {
		this.visitors.values().forEach(Visitor::close);
	}

	/** A page: its name in pictures, who looks at it, its address. */
	record Shown(String name, String login, String path) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	List<Shown> pages() {
		return List.of(new Shown("welcome", NOBODY, "/"), new Shown("login", NOBODY, "/login"),
				new Shown("login-refused", NOBODY, "/login?error"), new Shown("verification", NOBODY, "/verification"),
				new Shown("invitation", NOBODY, "/invitation/" + this.invitation),
				new Shown("invitation-gone", NOBODY, "/invitation/invented"),
				new Shown("invitation-expired", NOBODY, "/invitation/" + this.expired),
				new Shown("invitation-join", "h0002@salarie.example", "/invitation/" + this.invitation),
				new Shown("forgotten-password", NOBODY, "/mot-de-passe"),
				new Shown("forgotten-password-sent", NOBODY, "/mot-de-passe?envoye"),
				new Shown("new-password", NOBODY, "/mot-de-passe/" + this.passwordLink),
				new Shown("password-link-gone", NOBODY, "/mot-de-passe/invented"),
				new Shown("account-employee", JULIE, "/compte"), new Shown("account-hr", CLAIRE, "/compte"),
				new Shown("home-hr", CLAIRE, "/"), new Shown("home-without-right", "hugo.petit", "/"),
				new Shown("not-found", CLAIRE, "/nowhere"), new Shown("free-diffusions", CLAIRE, "/diffusions/libre"),
				new Shown("free-diffusions-empty", "nadia.leroy", "/diffusions/libre"),
				new Shown("choose-emitter", CLAIRE, ofPages("/emetteur")),
				new Shown("choose-recipients", CLAIRE, ofPages("/destinataires?q=mo")),
				new Shown("create-recipient", CLAIRE, ofPages("/destinataires?nouveau")),
				new Shown("add-documents-pages", CLAIRE, ofPages("/documents")),
				new Shown("check", CLAIRE, ofPages("/verification")),
				new Shown("sent", CLAIRE, "/diffusions/libre/" + this.sent.value()),
				new Shown("add-documents", CLAIRE, "/diffusions/libre/" + this.draft.value() + "/documents"),
				new Shown("documents", CLAIRE, "/documents"), new Shown("documents-empty", "nadia.leroy", "/documents"),
				new Shown("documents-nothing-found", CLAIRE, "/documents?search=xyzzy&state=OPENED"),
				new Shown("send", CLAIRE, "/documents/envois/" + this.sent.value()),
				new Shown("send-failures", CLAIRE, "/documents/envois/" + this.failed.value()),
				new Shown("process-unknown", CLAIRE, "/documents/envois/" + this.sent.value() + "/processus"),
				new Shown("employee-mails", CLAIRE,
						"/salaries/" + one("select id::text from employee where matricule = 'H0001'") + "/mails"),
				new Shown("employees", CLAIRE, "/salaries"),
				new Shown("employees-nobody", CLAIRE, "/salaries?search=xyzzy"),
				new Shown("employee", CLAIRE,
						"/salaries/" + one("select id::text from employee where matricule = 'H0021'")),
				new Shown("campaigns", CLAIRE, "/diffusions/pilotee?node=" + node("LYO")),
				new Shown("campaigns-brand", CLAIRE, "/diffusions/pilotee?level=marque"),
				new Shown("campaigns-empty", "nadia.leroy", "/diffusions/pilotee"),
				new Shown("campaign-target", CLAIRE, ofCampaign("/cible")),
				new Shown("campaign-triggers", CLAIRE, ofCampaign("/declencheurs")),
				new Shown("campaign-documents", CLAIRE, ofCampaign("/documents")),
				new Shown("campaign-schedule", CLAIRE, ofCampaign("/calendrier")),
				new Shown("campaign-check", CLAIRE, ofCampaign("/verification")),
				new Shown("campaign", CLAIRE, "/diffusions/pilotee/" + this.running.value()),
				new Shown("campaign-people", CLAIRE,
						"/diffusions/pilotee/" + this.running.value() + "?search=H0001&trigger=PAYSLIP&sort=NAME"),
				new Shown("campaign-close", CLAIRE, "/diffusions/pilotee/" + this.running.value() + "?ask=cloture"),
				new Shown("campaign-process-unknown", CLAIRE,
						"/diffusions/pilotee/" + this.running.value() + "/processus"),
				new Shown("unreached-deposits", CLAIRE, unreached("DEPOSITS")),
				new Shown("unreached-waiting", CLAIRE, unreached("WAITING")),
				new Shown("unreached-mails", CLAIRE, unreached("MAILS")),
				new Shown("unreached-accounts", CLAIRE, unreached("ACCOUNTS")),
				new Shown("unreached-left-out", CLAIRE, unreached("LEFT_OUT")),
				new Shown("unreached-sends", CLAIRE, unreached("SENDS")),
				new Shown("unreached-refused", CLAIRE, unreached("REFUSED")),
				new Shown("unreached-without-campaigns", "paul.bernard", "/diffusions/pilotee/non-servis"),
				new Shown("campaign-to-sign", CLAIRE,
						"/diffusions/pilotee/" + this.running.value() + "?state=SIGNATURE_REQUESTED"),
				new Shown("campaign-declined", CLAIRE,
						"/diffusions/pilotee/" + this.running.value() + "?state=DECLINED"),
				new Shown("deposit", CLAIRE, "/depots/" + deposit("H0003")),
				new Shown("deposit-waiting", CLAIRE, "/depots/" + deposit("N0042")),
				new Shown("campaign-export", CLAIRE, "/diffusions/pilotee/" + this.running.value() + "/export"),
				new Shown("documents-export", CLAIRE, "/documents/export"),
				new Shown("deposits-export", CLAIRE, "/depots/export"), new Shown("deposits", CLAIRE, "/depots"),
				new Shown("deposits-nothing-found", CLAIRE, "/depots?search=xyzzy"),
				new Shown("administration-import", ADMIN, "/administration/salaries"),
				new Shown("home-admin", ADMIN, "/"), new Shown("administration", ADMIN, "/administration"),
				new Shown("administration-brand", ADMIN, "/administration/noeuds/" + node("HORIZON")),
				new Shown("administration-agency", ADMIN, "/administration/noeuds/" + node("LYO")),
				new Shown("administration-users", ADMIN, "/administration/utilisateurs"),
				new Shown("administration-user", ADMIN, "/administration/utilisateurs/" + claire().value()),
				new Shown("administration-systems", ADMIN, "/administration/systemes"),
				new Shown("administration-system", ADMIN,
						"/administration/systemes/" + one("select id::text from actor where login = 'paie-horizon'")),
				new Shown("administration-journal", ADMIN, "/administration/journal?brand=" + node("HORIZON")),
				new Shown("vault", JULIE, "/coffre"), new Shown("vault-empty", "h0002@salarie.example", "/coffre"),
				new Shown("vault-read", JULIE, "/coffre/" + this.vaultDocument),
				new Shown("vault-sign", JULIE, "/coffre/" + this.toSign + "/signer"),
				new Shown("send-to-sign", CLAIRE, "/documents/envois/" + this.signing.value()));
	}

	@ParameterizedTest
	@MethodSource
	void pages(Shown page) throws Exception {
		Files.createDirectories(PICTURES);
		List<Future<List<String>>> looks = VIEWS.stream()
			.map((view) -> Objects.requireNonNull(this.visitors.get(view)).look(view, page))
			.toList();
		List<String> faults = new ArrayList<>();
		for (Future<List<String>> look : looks) {
			faults.addAll(look.get());
		}
		assertThat(faults).isEmpty();
	}

	private static void keep(List<String> errors, ConsoleMessage message) {
		boolean expected = message.text().contains("status of 404") || message.text().contains("status of 410");
		if ("error".equals(message.type()) && !expected) {
			errors.add(message.text());
		}
	}

	/**
	 * A browser and the one thread that drives it; each user signs in once.
	 */
	private final class Visitor {

		private final ExecutorService thread = Executors.newSingleThreadExecutor();

		/** One for each user, who goes from page to page in it. */
		private final Map<String, Page> signedIn = new HashMap<>();

		/** Of the page that is looked at. */
		private final List<String> faults = new ArrayList<>();

		private @Nullable Browser browser;

		Future<List<String>> look(View view, Shown shown) {
			return this.thread.submit(() -> faults(view, shown));
		}

		void close() {
			this.thread.submit(() -> {
				if (this.browser != null) {
					this.browser.close();
				}
			});
			this.thread.close();
		}

		private List<String> faults(View view, Shown shown) {
			Page page = page(view, shown.login());
			this.faults.clear();
			int status = page.navigate(shown.path()).status();
			if (status >= 400 && !GONE.contains(shown.name())) {
				this.faults.add("status " + status);
			}
			page.waitForLoadState(LoadState.NETWORKIDLE);
			int width = (int) page.evaluate("document.documentElement.scrollWidth");
			if (width > view.width()) {
				this.faults.add(width + " pixels wide");
			}
			String language = page.locator("html").getAttribute("lang");
			if (!view.language().startsWith(language)) {
				this.faults.add("in the language " + language);
			}
			// Each width and each language once: the other two differ in nothing that it
			// sees.
			List<Rule> violations = CHECKED.contains(view.name()) ? violations(page) : List.of();
			for (Rule rule : violations) {
				this.faults.add("%s (%s) at %s".formatted(rule.getHelp(), rule.getId(),
						rule.getNodes().stream().map((node) -> node.getTarget().toString()).toList()));
			}
			page.screenshot(new Page.ScreenshotOptions()
				.setPath(PICTURES.resolve("%s-%s.png".formatted(shown.name(), view.name())))
				.setFullPage(true));
			return this.faults.stream().map((fault) -> view.name() + ": " + fault).toList();
		}

		/**
		 * In the page itself: nothing in it comes from elsewhere, and a new one is slow.
		 */
		@SuppressWarnings("deprecation")
		private List<Rule> violations(Page page) {
			return new AxeBuilder(page).withTags(RULES).setLegacyMode(true).analyze().getViolations();
		}

		private Page page(View view, String login) {
			if (this.browser == null) {
				this.browser = new Browser(EveryPageTests.this.port);
			}
			Browser open = this.browser;
			return this.signedIn.computeIfAbsent(login, (key) -> {
				Page page = open.visitor(view.width(), view.height(), view.language());
				if (!login.isEmpty()) {
					Browser.signIn(page, login);
				}
				page.onConsoleMessage((message) -> keep(this.faults, message));
				page.onPageError(this.faults::add);
				return page;
			});
		}

	}

	private String ofPages(String step) {
		return "/diffusions/libre/" + this.draftOfPages.value() + step;
	}

	private String ofCampaign(String step) {
		return "/diffusions/pilotee/" + this.campaign.value() + step;
	}

	private String unreached(String part) {
		return "/diffusions/pilotee/non-servis?node=" + node("LYO") + "&part=" + part;
	}

	private ActorId claire() {
		return new ActorId(UUID.fromString(one("select id::text from actor where login = 'claire.martin'")));
	}

	private FreeDiffusionId draft(FreeDiffusionId id, Path folder) throws IOException {
		ActorId claire = claire();
		NodeId lyon = new NodeId(UUID.fromString(one("select id::text from node where code = 'LYO'")));
		this.chooseEmitter.of(id, claire, lyon);
		this.updateRecipients.of(id, claire,
				new UpdateRecipients.Change(List.of(), List.of(), "H0001 H0012 H0013", false));
		Path letter = Files.write(folder.resolve("letter.pdf"), SamplePdfs.letter());
		this.addDocument.to(id, claire, letter, "Note de service – réouverture.pdf");
		Path notice = Files.write(folder.resolve("notice.pdf"), SamplePdfs.safetyNotice());
		this.addDocument.to(id, claire, notice, "Consignes de sécurité.pdf");
		return id;
	}

	/** By the campaign that runs. */
	private void askedToSign(String matricule, String state, @Nullable String reason) {
		this.jdbc
			.sql("""
					insert into signature_request (id, source_id, hand_over_id, employee_id, document_id, node_id, sender_id, campaign,
					  state, requested_at, expires_at, reminded_at, decided_at, reason)
					select d.id, d.source_id, d.hand_over_id, d.employee_id, d.document_id, d.node_id, d.sender_id, true, :state, now(),
					  now() + interval '30 days', now(), case when cast(:reason as text) is not null then now() end, :reason
					from delivery d join employee e on e.id = d.employee_id
					where d.source_id = :campaign and e.matricule = :matricule
					""")
			.param("state", state)
			.param("reason", reason)
			.param("campaign", this.running.value())
			.param("matricule", matricule)
			.update();
		this.jdbc.sql("""
				update delivery d set type = 'TO_SIGN',
				  state = case when s.state = 'DECLINED' then 'DECLINED' else 'SIGNATURE_REQUESTED' end
				from signature_request s where s.id = d.id and s.campaign
				""").update();
	}

	private String deposit(String matricule) {
		return one("select id::text from deposit where matricule = '" + matricule + "' order by received_at limit 1");
	}

	private String node(String code) {
		return one("select id::text from node where code = '" + code + "'");
	}

	private String one(String query) {
		return this.jdbc.sql(query).query(String.class).single();
	}

}
