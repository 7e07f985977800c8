package io.estafette.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.document.OpenDocument;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.PassingFault;
import io.estafette.platform.Refusal;
import io.estafette.platform.Refusals;
import io.estafette.samples.SamplePdfs;
import io.estafette.sealing.CheckSeal;
import io.estafette.sealing.SealCheck;
import io.estafette.sealing.UnsealablePdfException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The life of a campaign in the use cases: who may do what, when, and why not. */
@SpringBootTest(properties = { "camunda.client.enabled=false", "estafette.mail.connections=0" })
@ActiveProfiles("demonstration")
@WithDatabase
@Import({ Deposits.class, LaunchedCampaigns.class })
class CampaignTests {

	@Autowired
	private DraftCampaign draftCampaign;

	@Autowired
	private ChangeCampaign changeCampaign;

	@Autowired
	private AddCampaignDocument addDocument;

	@Autowired
	private LaunchCampaign launchCampaign;

	@Autowired
	private UnscheduleCampaign unscheduleCampaign;

	@Autowired
	private CloseCampaign closeCampaign;

	@Autowired
	private DuplicateCampaign duplicateCampaign;

	@Autowired
	private DeleteCampaign deleteCampaign;

	@Autowired
	private FindCampaign findCampaign;

	@Autowired
	private FindCampaignTargets findTargets;

	@Autowired
	private PreviewCampaign preview;

	@Autowired
	private ReadyCampaign readyCampaign;

	@Autowired
	private BeginCatchUp beginCatchUp;

	@Autowired
	private CatchUpCampaign catchUp;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private Deposits deposits;

	@Autowired
	private ChangeCampaignDocument changeDocument;

	@Autowired
	private ActivateCampaign activateCampaign;

	@Autowired
	private PlanCampaign planCampaign;

	@Autowired
	private OpenDocument openDocument;

	@Autowired
	private CheckSeal checkSeal;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	Path files;

	private final LocalDate today = LocalDate.now(Campaign.PARIS);

	@BeforeEach
	void nothingYet() {
		this.jdbc.sql("truncate campaign, deposit, hand_over, outgoing_mail cascade").update();
	}

	@AfterEach
	void optionsAndRightsAsBefore() {
		this.jdbc.sql("""
				insert into brand_option (brand_id, option)
				select n.id, o from node n
				cross join unnest(array['BRAND_CAMPAIGNS', 'EXECUTIVE_FILTER', 'CLIENT_COMPANY_FILTER',
				  'SEAL_CAMPAIGN_DOCUMENTS', 'CAMPAIGN_DOCUMENTS_2_MB']) o
				where n.code = 'HORIZON' on conflict do nothing
				""").update();
		this.jdbc.sql("""
				insert into access_right (actor_id, node_id, kind)
				select a.id, n.id, 'D' from actor a, node n where a.login = 'claire.martin' and n.code = 'HORIZON'
				on conflict do nothing
				""").update();
	}

	/** O5: a brand needs D on itself and the option. */
	@Test
	void targetsFollowTheRightD() {
		assertThat(targets("claire.martin")).contains("HORIZON", "HZ-SUD", "LYO", "MRS", "LYO-SIEGE");
		assertThat(targets("nadia.leroy")).containsExactly("PAR");
		assertThat(targets("paul.bernard")).isEmpty();
		assertThat(targets("hugo.petit")).isEmpty();
		assertThat(this.findTargets.of(actor("sirh-atlas"), node("ATLAS")).orElseThrow().brandCampaignsOff()).isTrue();
	}

	/** C2: incomplete at any step. */
	@Test
	void aDraftMayBeIncomplete() {
		CampaignId id = this.draftCampaign.of(actor("claire.martin"), CampaignOrigin.PAGE,
				settings("LYO", null, Set.of(), null, null, null));
		assertThat(this.findCampaign.of(id, actor("claire.martin"))).satisfies((view) -> {
			assertThat(view.state()).isEqualTo(CampaignState.DRAFT);
			assertThat(view.settings().name()).isNull();
			assertThat(view.documents()).isEmpty();
		});
		assertThat(reasons(id, "claire.martin")).containsExactlyInAnyOrder("CAMPAIGN_NAME_MISSING",
				"CAMPAIGN_TRIGGER_MISSING", "CAMPAIGN_DOCUMENT_MISSING", "CAMPAIGN_START_MISSING");
	}

	/** D7: each save, with who it was, what it was about, and nothing that was typed. */
	@Test
	void whatPeopleDoToADraftIsInTheJournal() throws IOException {
		CampaignId id = this.draftCampaign.of(actor("claire.martin"), CampaignOrigin.PAGE,
				settings("LYO", null, Set.of(), null, null, null));
		UUID steel = this.jdbc.sql("select id from client_company where code = 'EU-ACIER'").query(UUID.class).single();
		CampaignSettings changed = new CampaignSettings(node("LYO"), "Une note", CampaignKind.SAFETY_INSTRUCTIONS,
				Set.of(PayrollDocument.CONTRACT), ExecutiveFilter.ALL, Set.of(steel), null, this.today, null);
		this.changeCampaign.of(id, actor("claire.martin"), changed);
		this.changeCampaign.of(id, actor("sirh-horizon"), changed);
		Path file = Files.write(this.files.resolve("note.pdf"), SamplePdfs.letter());
		DocumentId document = this.addDocument.to(id, actor("sirh-horizon"), file, "note.pdf", "Note", false).id();
		this.changeDocument.of(id, actor("claire.martin"), document, "Autre nom", true);
		this.deleteCampaign.of(id, actor("claire.martin"));
		assertThat(this.jdbc
			.sql("""
					select j.action || ' ' || a.login || ' ' || (j.details - 'sha256' - 'document' - 'clientCompany' - 'target')::text
					from journal_entry j left join actor a on a.id = j.actor_id
					where j.subject_id in (:campaign, :document) order by j.id
					""")
			.param("campaign", id.value())
			.param("document", document.value())
			.query(String.class)
			.list()).containsExactly("CAMPAIGN_DRAFTED claire.martin {\"origin\": \"PAGE\"}",
					"CAMPAIGN_COMPANY_ADDED claire.martin {}",
					"CAMPAIGN_CHANGED claire.martin {\"changed\": [\"name\", \"on_contract\", \"start_date\"]}",
					"CAMPAIGN_DOCUMENT_ADDED sirh-horizon {}", "DOCUMENT_CHANGED claire.martin {\"name\": true}",
					"DOCUMENT_CHANGED claire.martin {\"type\": \"TO_SIGN\"}",
					"CAMPAIGN_DOCUMENT_REMOVED claire.martin {}", "CAMPAIGN_DELETED claire.martin {}");
	}

	/** C10: refused with every reason. */
	@Test
	void aLaunchIsRefusedWithEveryReason() throws IOException {
		CampaignId id = draft("claire.martin", "LYO-SIEGE", this.today.minusDays(1), this.today.minusDays(2),
				this.today.minusMonths(3).minusDays(1));
		UUID paper = this.jdbc.sql("select id from client_company where code = 'EU-PAPIER'").query(UUID.class).single();
		this.changeCampaign.of(id, actor("claire.martin"),
				new CampaignSettings(node("LYO-SIEGE"), "Consignes", CampaignKind.OTHER,
						Set.of(PayrollDocument.PAYSLIP), ExecutiveFilter.ONLY, Set.of(paper),
						this.today.minusMonths(3).minusDays(1), this.today.minusDays(1), this.today.minusDays(2)));
		Path file = Files.write(this.files.resolve("sign.pdf"), SamplePdfs.letter());
		this.addDocument.to(id, actor("claire.martin"), file, "sign.pdf", "À signer", true);
		assertThat(reasons(id, "claire.martin")).containsExactlyInAnyOrder("EXECUTIVE_FILTER_NEEDS_CONTRACTS",
				"CLIENT_COMPANY_FILTER_NEEDS_AGENCY_CONTRACTS", "CLIENT_COMPANY_NOT_PAPERLESS", "CAMPAIGN_START_PAST",
				"CAMPAIGN_END_PAST", "CAMPAIGN_END_BEFORE_START", "CAMPAIGN_RETROACTIVE_TOO_FAR");
		assertThat(this.findCampaign.of(id, actor("claire.martin")).state()).isEqualTo(CampaignState.DRAFT);
	}

	/** O3: what the brand lacks; C3: what its payroll does not send. */
	@Test
	void optionsAreAskedForAtTheLaunch() throws IOException {
		CampaignId id = draft("nadia.leroy", "PAR", this.today, null, null);
		this.changeCampaign.of(id, actor("nadia.leroy"), new CampaignSettings(node("PAR"), "Note", CampaignKind.OTHER,
				Set.of(PayrollDocument.CONTRACT), ExecutiveFilter.EXCEPT, Set.of(), null, this.today, null));
		assertThat(reasons(id, "nadia.leroy")).containsExactlyInAnyOrder("CAMPAIGN_TRIGGER_NOT_SENT_CONTRACT",
				"EXECUTIVE_FILTER_OFF");
		CampaignId brand = draft("claire.martin", "HORIZON", this.today, null, null);
		this.jdbc.sql("delete from brand_option where option = 'BRAND_CAMPAIGNS'").update();
		assertThat(reasons(brand, "claire.martin")).containsExactly("BRAND_CAMPAIGNS_OFF");
	}

	/** C6: three calendar months are within the limit. */
	@Test
	void threeMonthsBackAreAccepted() throws IOException {
		CampaignId id = draft("claire.martin", "LYO", this.today, this.today, this.today.minusMonths(3));
		assertThat(this.launchCampaign.of(id, actor("claire.martin"))).isEqualTo(CampaignState.ACTIVE);
	}

	/**
	 * O6, O8: without D the campaign does not exist any more; a launched one goes on
	 * (O5).
	 */
	@Test
	void aRightWithdrawnEndsWhatItsHolderMayDoButNotTheCampaign() throws IOException {
		CampaignId draft = draft("claire.martin", "LYO", this.today, null, null);
		CampaignId launched = draft("claire.martin", "LYO", this.today, null, null);
		this.launchCampaign.of(launched, actor("claire.martin"));
		this.jdbc.sql("delete from access_right where kind = 'D' and actor_id = ?")
			.param(actor("claire.martin").value())
			.update();
		assertThat(refused(() -> this.launchCampaign.of(draft, actor("claire.martin")))).isEqualTo("NOT_FOUND");
		assertThat(refused(() -> this.findCampaign.of(launched, actor("claire.martin")))).isEqualTo("NOT_FOUND");
		assertThat(this.jdbc.sql("select state from campaign where id = ?")
			.param(launched.value())
			.query(String.class)
			.single()).isEqualTo("ACTIVE");
	}

	@Test
	void othersDoNotSeeIt() throws IOException {
		CampaignId id = draft("claire.martin", "LYO", this.today, null, null);
		for (String other : List.of("nadia.leroy", "paul.bernard", "hugo.petit", "admin", "sirh-atlas",
				"paie-horizon")) {
			assertThat(refused(() -> this.findCampaign.of(id, actor(other)))).as(other).isEqualTo("NOT_FOUND");
			assertThat(refused(() -> this.deleteCampaign.of(id, actor(other)))).as(other).isEqualTo("NOT_FOUND");
			assertThat(refused(() -> this.launchCampaign.of(id, actor(other)))).as(other).isEqualTo("NOT_FOUND");
		}
	}

	/** C10: what is possible in which state. */
	@Test
	void everyStateAllowsItsOwn() throws IOException {
		ActorId claire = actor("claire.martin");
		CampaignId id = draft("claire.martin", "LYO", this.today.plusDays(2), null, null);
		assertThat(refused(() -> this.unscheduleCampaign.of(id, claire))).isEqualTo("CAMPAIGN_NOT_SCHEDULED");
		assertThat(refused(() -> this.closeCampaign.of(id, claire))).isEqualTo("CAMPAIGN_NOT_LAUNCHED");
		assertThat(this.launchCampaign.of(id, claire)).isEqualTo(CampaignState.SCHEDULED);
		assertThat(refused(() -> this.launchCampaign.of(id, claire))).isEqualTo("CAMPAIGN_NOT_DRAFT");
		assertThat(refused(() -> this.deleteCampaign.of(id, claire))).isEqualTo("CAMPAIGN_NOT_DRAFT");
		assertThat(
				refused(() -> this.changeCampaign.of(id, claire, settings("LYO", "Autre", Set.of(), null, null, null))))
			.isEqualTo("CAMPAIGN_NOT_DRAFT");
		this.unscheduleCampaign.of(id, claire);
		this.changeCampaign.of(id, claire,
				settings("LYO", "Autre nom", Set.of(PayrollDocument.PAYSLIP), this.today, null, null));
		assertThat(this.launchCampaign.of(id, claire)).isEqualTo(CampaignState.ACTIVE);
		assertThat(refused(() -> this.unscheduleCampaign.of(id, claire))).isEqualTo("CAMPAIGN_NOT_SCHEDULED");
		this.closeCampaign.of(id, claire);
		this.closeCampaign.of(id, claire);
		assertThat(this.findCampaign.of(id, claire).state()).isEqualTo(CampaignState.CLOSED);
		assertThat(this.findCampaign.of(id, claire).closedBy()).isEqualTo("Claire Martin");
	}

	/** C11. */
	@Test
	void aDuplicateHasEverythingButTheDates() throws IOException {
		ActorId claire = actor("claire.martin");
		CampaignId id = draft("claire.martin", "LYO", this.today, this.today.plusDays(9), this.today.minusDays(9));
		CampaignView copy = this.findCampaign
			.of(this.duplicateCampaign.of(id, claire, CampaignOrigin.PAGE, false, Locale.FRENCH), claire);
		CampaignView original = this.findCampaign.of(id, claire);
		assertThat(copy.settings().name()).isEqualTo("Copie de Consignes");
		assertThat(copy.settings().triggers()).isEqualTo(original.settings().triggers());
		assertThat(copy.settings().startDate()).isNull();
		assertThat(copy.settings().endDate()).isNull();
		assertThat(copy.settings().retroactiveSince()).isNull();
		assertThat(copy.settings().retroactive()).isTrue();
		assertThat(reasons(copy.id(), "claire.martin")).containsExactlyInAnyOrder("CAMPAIGN_START_MISSING",
				"CAMPAIGN_RETROACTIVE_DATE_MISSING");
		assertThat(copy.documents()).usingRecursiveComparison().ignoringFields("id").isEqualTo(original.documents());
		// The original's documents outlive a copy that is deleted.
		this.deleteCampaign.of(copy.id(), claire);
		assertThat(this.findCampaign.of(id, claire).documents()).hasSize(1);
		assertThat(this.openDocument.asUploaded(original.documents().getFirst().id())).isPresent();
		this.deleteCampaign.of(id, claire);
		assertThat(refused(() -> this.findCampaign.of(id, claire))).isEqualTo("NOT_FOUND");
	}

	/**
	 * C11, C10, D6: nothing that is done with the copy reaches those whom the original
	 * serves.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatIsChangedInACopyLeavesTheRunningOriginalAsItIs(boolean sealed) throws IOException {
		if (!sealed) {
			this.jdbc.sql("delete from brand_option where option = 'SEAL_CAMPAIGN_DOCUMENTS'").update();
		}
		ActorId claire = actor("claire.martin");
		CampaignId id = draft("claire.martin", "LYO", this.today, null, null);
		this.launchCampaign.of(id, claire);
		ready(id);
		CampaignView original = this.findCampaign.of(id, claire);
		DocumentId served = original.documents().getFirst().id();
		CampaignId copy = this.duplicateCampaign.of(id, claire, CampaignOrigin.PAGE, false, Locale.FRENCH);
		this.changeDocument.of(copy, claire, this.findCampaign.of(copy, claire).documents().getFirst().id(),
				"Autre nom", true);
		assertThat(this.findCampaign.of(copy, claire).documents().getFirst()).satisfies((document) -> {
			assertThat(document.name()).isEqualTo("Autre nom");
			assertThat(document.type()).isEqualTo(DocumentType.TO_SIGN);
		});
		assertThat(this.findCampaign.of(id, claire).documents()).isEqualTo(original.documents());
		assertThat(this.openDocument.asDelivered(served)).isPresent();
		this.deleteCampaign.of(copy, claire);
		assertThat(this.openDocument.asDelivered(served)).isPresent();
		this.match.of(List.of(this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, Instant.now())));
		assertThat(this.jdbc.sql("select type from delivery where source_id = ?")
			.param(id.value())
			.query(String.class)
			.list()).containsExactly(sealed ? "PROTECTED" : "SIMPLE");
	}

	/** C10, C7, D4: the seal of the first launch is not that of the second. */
	@Test
	void aDocumentThatIsToBeSignedAfterAllCanBeSigned() throws IOException {
		ActorId claire = actor("claire.martin");
		CampaignId id = draft("claire.martin", "LYO", this.today.plusDays(2), null, null);
		DocumentId document = this.findCampaign.of(id, claire).documents().getFirst().id();
		for (boolean toSign : List.of(false, true, false)) {
			this.changeDocument.of(id, claire, document, "Consignes", toSign);
			this.launchCampaign.of(id, claire);
			ready(id);
			Path delivered = this.files.resolve("delivered.pdf");
			try (InputStream bytes = this.openDocument.asDelivered(document).orElseThrow().stream()) {
				Files.copy(bytes, delivered, StandardCopyOption.REPLACE_EXISTING);
			}
			SealCheck check = this.checkSeal.of(delivered);
			assertThat(check.verdict()).isEqualTo(SealCheck.Verdict.INTACT);
			assertThat(check.toSign()).isEqualTo(toSign);
			this.unscheduleCampaign.of(id, claire);
		}
		assertThat(this.jdbc
			.sql("select details ->> 'type' from journal_entry where subject_id = ? and action = 'DOCUMENT_SEALED' "
					+ "order by id")
			.param(document.value())
			.query(String.class)
			.list()).containsExactly("PROTECTED", "TO_SIGN", "PROTECTED");
	}

	/** C9: the engine's clock strikes first. */
	@Test
	void aCampaignWhoseFirstDayHasNotComeIsActivatedLater() throws IOException {
		ActorId claire = actor("claire.martin");
		CampaignId id = draft("claire.martin", "LYO", this.today.plusDays(2), null, null);
		this.launchCampaign.of(id, claire);
		assertThat(catchThrowable(() -> this.activateCampaign.of(id, 1))).isInstanceOf(PassingFault.class);
		this.unscheduleCampaign.of(id, claire);
		assertThat(this.activateCampaign.of(id, 1)).isFalse();
		// Launched again: the message about that launch leads there.
		this.launchCampaign.of(id, claire);
		assertThat(this.activateCampaign.of(id, 1)).isFalse();
		assertThat(catchThrowable(() -> this.activateCampaign.of(id, 2))).isInstanceOf(PassingFault.class);
		this.closeCampaign.of(id, claire);
		assertThat(this.activateCampaign.of(id, 2)).isTrue();
		CampaignId deleted = draft("claire.martin", "LYO", this.today.plusDays(2), null, null);
		this.deleteCampaign.of(deleted, claire);
		assertThat(this.activateCampaign.of(deleted, 0)).isFalse();
	}

	/** C10: taken back and launched again between two jobs of the first launch. */
	@Test
	void aSecondLaunchThatComesBetweenTwoJobsOfTheFirstServes() throws Exception {
		ActorId claire = actor("claire.martin");
		CampaignId id = draft("claire.martin", "LYO", this.today.plusDays(2), null, null);
		this.launchCampaign.of(id, claire);
		ready(id);
		this.unscheduleCampaign.of(id, claire);
		this.changeCampaign.of(id, claire,
				settings("LYO", "Consignes", Set.of(PayrollDocument.PAYSLIP), this.today, null, null));
		this.launchCampaign.of(id, claire);
		assertThat(this.planCampaign.of(id)).satisfies((plan) -> {
			assertThat(plan.launch()).isEqualTo(2);
			assertThat(plan.due()).isTrue();
		});
		assertThat(this.match.of(List.of(this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, Instant.now()))))
			.isOne();
	}

	/** C11: who is served by the original while the copy catches up. */
	@Test
	void aCatchUpLeavesOutWhomTheOriginalServesMeanwhile() throws IOException {
		ActorId claire = actor("claire.martin");
		Instant before = this.today.minusDays(10).atStartOfDay(Campaign.PARIS).toInstant();
		this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, before);
		this.deposits.store("PAYSLIP", "H0002", "LYO", null, null, before);
		CampaignId original = draft("claire.martin", "LYO", this.today, null, null);
		this.launchCampaign.of(original, claire);
		ready(original);
		CampaignId copy = this.duplicateCampaign.of(original, claire, CampaignOrigin.PAGE, true, Locale.FRENCH);
		this.changeCampaign.of(copy, claire,
				settings("LYO", "Copie", Set.of(PayrollDocument.PAYSLIP), this.today, null, this.today.minusDays(20)));
		this.launchCampaign.of(copy, claire);
		ready(copy);
		this.beginCatchUp.of(copy);
		this.match.of(List.of(this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, Instant.now())));
		catchUp(copy);
		assertThat(served(copy)).containsExactly("H0002");
		assertThat(this.findCampaign.of(copy, claire).notServed()).isZero();
	}

	/** C7: 2 MB with the option of O3, 5 MB without. */
	@Test
	void aLargeDocumentIsRefusedWhereTheBrandWantsIt() throws IOException {
		CampaignId id = draft("claire.martin", "LYO", this.today, null, null);
		byte[] letter = SamplePdfs.letter();
		Path file = Files.write(this.files.resolve("large.pdf"), Arrays.copyOf(letter, 2 * 1024 * 1024 + 1));
		assertThat(refused(() -> this.addDocument.to(id, actor("claire.martin"), file, "large.pdf", "Grand", false)))
			.isEqualTo("TOO_LARGE");
	}

	/**
	 * O3: campaign documents are sealed where the brand chose so, once, before anybody
	 * gets them.
	 */
	@Test
	void documentsAreSealedBeforeTheyAreHandedOver() throws Exception {
		ActorId claire = actor("claire.martin");
		CampaignId id = draft("claire.martin", "LYO", this.today, null, null);
		assertThat(this.findCampaign.of(id, claire).documents().getFirst().type()).isEqualTo(DocumentType.PROTECTED);
		this.launchCampaign.of(id, claire);
		UUID early = this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, Instant.now());
		assertThat(this.match.of(List.of(early))).isZero();
		this.readyCampaign.of(id);
		this.readyCampaign.of(id);
		assertThat(this.jdbc.sql("""
				select count(*) from campaign_document c join document d on d.id = c.document_id
				where c.campaign_id = ? and d.delivered_sha256 is not null
				""").param(id.value()).query(Integer.class).single()).isOne();
		// What was deposited in between is caught up with.
		catchUp(id);
		assertThat(served(id)).containsExactly("H0001");
	}

	/** C18: who would be served, and why others not. */
	@Test
	void aDryRunCountsAndExplains() throws IOException {
		Instant before = this.today.minusDays(10).atStartOfDay(Campaign.PARIS).toInstant();
		this.deposits.store("CONTRACT", "H0001", "LYO", true, "EU-ACIER", before);
		this.deposits.store("CONTRACT", "H0002", "LYO", false, "EU-ACIER", before);
		this.deposits.store("CONTRACT", "H0003", "LYO", true, "EU-PAPIER", before);
		this.deposits.store("CONTRACT", "H0005", "LYO", true, "EU-ACIER", before.minus(Duration.ofDays(30)));
		this.deposits.store("PAYSLIP", "H0007", "LYO", true, "EU-ACIER", before);
		UUID steel = this.jdbc.sql("select id from client_company where code = 'EU-ACIER'").query(UUID.class).single();
		CampaignId id = draft("claire.martin", "LYO", this.today, null, null);
		this.changeCampaign.of(id, actor("claire.martin"),
				new CampaignSettings(node("LYO"), "Consignes", CampaignKind.OTHER, Set.of(PayrollDocument.CONTRACT),
						ExecutiveFilter.ONLY, Set.of(steel), this.today.minusDays(20), this.today, null));
		PreviewCampaign.Preview result = this.preview.of(id, actor("claire.martin"));
		assertThat(result.employees()).isEqualTo(40);
		assertThat(result.agencies()).isEqualTo(1);
		assertThat(result.served()).isEqualTo(1);
		assertThat(result.leftOut()).containsEntry(PreviewCampaign.Reason.EXECUTIVE_FILTER, 1)
			.containsEntry(PreviewCampaign.Reason.CLIENT_COMPANY_FILTER, 1)
			.containsEntry(PreviewCampaign.Reason.NO_DEPOSIT, 37);
		assertThat(result.people()).hasSize(39)
			.filteredOn((person) -> "H0003".equals(person.matricule()))
			.extracting(PreviewCampaign.LeftOut::reason)
			.containsExactly(PreviewCampaign.Reason.CLIENT_COMPANY_FILTER);
		// The launch does what the dry run said.
		this.launchCampaign.of(id, actor("claire.martin"));
		ready(id);
		catchUp(id);
		assertThat(served(id)).containsExactly("H0001");
	}

	/** C10: a close during the catch-up ends it; the rest is listed as not served. */
	@Test
	void aCampaignClosedWhileCatchingUpListsWhoWasNotServed() throws IOException {
		Instant before = this.today.minusDays(10).atStartOfDay(Campaign.PARIS).toInstant();
		for (int number = 1; number <= 5; number++) {
			this.deposits.store("PAYSLIP", "H000" + number, "LYO", null, null, before);
		}
		CampaignId id = draft("claire.martin", "LYO", this.today, null, this.today.minusDays(20));
		this.launchCampaign.of(id, actor("claire.martin"));
		ready(id);
		this.beginCatchUp.of(id);
		this.beginCatchUp.of(id);
		this.closeCampaign.of(id, actor("claire.martin"));
		while (this.catchUp.next(id)) {
			assertThat(served(id)).isEmpty();
		}
		assertThat(this.jdbc.sql("select distinct state || ' ' || reason from delivery where source_id = ?")
			.param(id.value())
			.query(String.class)
			.list()).containsExactly("FAILED CAMPAIGN_CLOSED");
		assertThat(this.findCampaign.of(id, actor("claire.martin")).notServed()).isEqualTo(5);
		assertThat(this.jdbc.sql("select count(*) from outgoing_mail").query(Integer.class).single()).isZero();
	}

	/**
	 * A deposit being written while a campaign starts is seen by matching, by the
	 * catch-up or by both, and never by neither.
	 */
	@RepeatedTest(5)
	void whatIsDepositedWhileACampaignStartsIsServedOnce() throws Exception {
		CampaignId id = draft("claire.martin", "LYO", this.today, null, this.today);
		List<String> people = IntStream.rangeClosed(1, 40).mapToObj((number) -> "H%04d".formatted(number)).toList();
		try (ExecutorService both = Executors.newFixedThreadPool(2)) {
			Future<?> deposits = both.submit(() -> people.forEach((matricule) -> this.match
				.of(List.of(this.deposits.store("PAYSLIP", matricule, "LYO", null, null, Instant.now())))));
			Future<?> start = both.submit(() -> {
				this.launchCampaign.of(id, actor("claire.martin"));
				ready(id);
				catchUp(id);
			});
			start.get();
			deposits.get();
		}
		assertThat(this.jdbc.sql("""
				select e.matricule from delivery d join employee e on e.id = d.employee_id where d.source_id = ?
				order by 1
				""").param(id.value()).query(String.class).list()).isEqualTo(people);
	}

	/**
	 * C16, for random deposits, duplicates, repeats and closings: each campaign, employee
	 * and document at most once, and never missing.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
	void whateverIsReplayedEverybodyIsServedOnce(long seed) throws IOException {
		Random random = new Random(seed);
		List<UUID> seen = new ArrayList<>();
		Map<CampaignId, Set<String>> expected = new HashMap<>();
		Set<CampaignId> running = new HashSet<>();
		for (int step = 0; step < 60; step++) {
			switch (random.nextInt(6)) {
				case 0 -> {
					CampaignId id = draft("claire.martin", "LYO", this.today, null, null);
					this.launchCampaign.of(id, actor("claire.martin"));
					ready(id);
					catchUp(id);
					running.add(id);
					expected.put(id, new HashSet<>());
				}
				case 1 -> running.stream().findAny().ifPresent((id) -> {
					this.closeCampaign.of(id, actor("claire.martin"));
					running.remove(id);
				});
				case 2 -> this.match.of(seen);
				case 3 -> running.forEach(this::catchUp);
				default -> {
					String matricule = "H%04d".formatted(1 + random.nextInt(8));
					UUID deposit = this.deposits.store("PAYSLIP", matricule, "LYO", null, null, Instant.now());
					seen.add(deposit);
					this.match.of(List.of(deposit));
					running.forEach((id) -> expected.get(id).add(matricule));
				}
			}
		}
		expected.forEach((id, people) -> assertThat(this.jdbc.sql("""
				select e.matricule from delivery d join employee e on e.id = d.employee_id where d.source_id = ?
				""").param(id.value()).query(String.class).list()).containsExactlyInAnyOrderElementsOf(people));
	}

	private CampaignId draft(String login, String target, @Nullable LocalDate start, @Nullable LocalDate end,
			@Nullable LocalDate since) throws IOException {
		CampaignId id = this.draftCampaign.of(actor(login), CampaignOrigin.PAGE,
				settings(target, "Consignes", Set.of(PayrollDocument.PAYSLIP), start, end, since));
		Path file = Files.write(this.files.resolve(id + ".pdf"), SamplePdfs.letter());
		this.addDocument.to(id, actor(login), file, "consignes.pdf", "Consignes", false);
		return id;
	}

	private CampaignSettings settings(String target, @Nullable String name, Set<PayrollDocument> triggers,
			@Nullable LocalDate start, @Nullable LocalDate end, @Nullable LocalDate since) {
		return new CampaignSettings(node(target), name, CampaignKind.SAFETY_INSTRUCTIONS, triggers, ExecutiveFilter.ALL,
				Set.of(), since, start, end);
	}

	private void ready(CampaignId id) {
		try {
			this.readyCampaign.of(id);
		}
		catch (UnsealablePdfException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void catchUp(CampaignId id) {
		this.beginCatchUp.of(id);
		while (this.catchUp.next(id)) {
			// The process's loop.
		}
	}

	private List<String> reasons(CampaignId id, String login) {
		return catchThrowableOfType(Refusals.class, () -> this.launchCampaign.of(id, actor(login))).reasons()
			.stream()
			.map(Refusal::code)
			.toList();
	}

	private static String refused(ThrowingCallable call) {
		return catchThrowableOfType(Refusal.class, call).code();
	}

	private List<String> targets(String login) {
		return this.findTargets.of(actor(login)).stream().map((target) -> target.node().code()).toList();
	}

	private List<String> served(CampaignId id) {
		return this.jdbc.sql("""
				select e.matricule from delivery d join employee e on e.id = d.employee_id
				where d.source_id = ? and d.handed_over_at is not null order by 1
				""").param(id.value()).query(String.class).list();
	}

	private ActorId actor(String login) {
		return this.findActor.byLogin(login).orElseThrow().id();
	}

	private NodeId node(String code) {
		return new NodeId(this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single());
	}

}
