package io.estafette.diffusion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.estafette.directory.CreateEmployee;
import io.estafette.directory.Employee;
import io.estafette.directory.SearchEmployees;
import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What an HR user can put into a draft, and what not (F2, F3, F6, F7, O4, O8). */
@SpringBootTest
@ActiveProfiles("demonstration")
@WithDatabase
class DraftTests {

	private static final AtomicLong instances = new AtomicLong(1);

	@Autowired
	private OpenFreeDiffusion open;

	@Autowired
	private BeginFreeDiffusion begin;

	@Autowired
	private AbandonForgottenDrafts abandonForgottenDrafts;

	@Autowired
	private ChooseEmitter chooseEmitter;

	@Autowired
	private UpdateRecipients updateRecipients;

	@Autowired
	private CreateRecipient createRecipient;

	@Autowired
	private FindRecipients findRecipients;

	@Autowired
	private AddDiffusionDocument addDocument;

	@Autowired
	private ChangeDiffusionDocumentType changeType;

	@Autowired
	private RenameDiffusionDocument rename;

	@Autowired
	private RemoveDiffusionDocument remove;

	@Autowired
	private FindDiffusionDocuments findDocuments;

	@Autowired
	private SearchEmployees search;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	private Path folder;

	@Test
	void whoHoldsNoRightOpensNoDraft() {
		refused("NO_RIGHT_TO_SEND", () -> this.open.inProcess(actor("hugo.petit"), instances.getAndIncrement()));
	}

	@Test
	void theSameJobTwiceOpensOneDraft() {
		long instance = instances.getAndIncrement();
		assertThat(this.open.inProcess(actor("claire.martin"), instance))
			.isEqualTo(this.open.inProcess(actor("claire.martin"), instance));
	}

	@ParameterizedTest
	@CsvSource({ "paul.bernard, MRS", "paul.bernard, PAR", "claire.martin, PAR", "claire.martin, HZ-SUD",
			"claire.martin, LIL", "nadia.leroy, LYO" })
	void anEmitterWithoutARightIsRefused(String login, String code) {
		FreeDiffusionId draft = this.open.inProcess(actor(login), instances.getAndIncrement());
		refused("EMITTER_NOT_ALLOWED", () -> this.chooseEmitter.of(draft, actor(login), node(code)));
	}

	@Test
	void othersCannotTouchADraft() {
		FreeDiffusionId draft = draft("claire.martin", "LYO");
		refused("NOT_FOUND", () -> this.chooseEmitter.of(draft, actor("paul.bernard"), node("LYO")));
		refused("NOT_FOUND", () -> this.findDocuments.of(draft, actor("paul.bernard")));
	}

	@ParameterizedTest
	@CsvSource({ "paul.bernard, LYO, PROTECTED, TYPE_NOT_ALLOWED_PROTECTED",
			"paul.bernard, LYO, TO_SIGN, TYPE_NOT_ALLOWED_TO_SIGN",
			"nadia.leroy, PAR, TO_SIGN, TYPE_NOT_ALLOWED_TO_SIGN" })
	void aTypeWithoutItsRightIsRefused(String login, String emitter, DocumentType type, String code)
			throws IOException {
		FreeDiffusionId draft = draft(login, emitter);
		DocumentView document = add(draft, login, "note.pdf", SamplePdfs.letter());
		refused(code, () -> this.changeType.of(draft, actor(login), document.id(), type));
		assertThat(this.findDocuments.of(draft, actor(login)).documents().getFirst().type())
			.isEqualTo(DocumentType.SIMPLE);
	}

	@Test
	void documentsAreRenamedAndRemoved() throws IOException {
		FreeDiffusionId draft = draft("claire.martin", "LYO");
		ActorId claire = actor("claire.martin");
		DocumentView first = add(draft, "claire.martin", "..\\..\\Note_de service.PDF", SamplePdfs.letter());
		add(draft, "claire.martin", "paie.pdf", SamplePdfs.payslip());
		assertThat(first.fileName()).isEqualTo("Note_de service.PDF");
		this.rename.of(draft, claire, first.id(), "  Note\nde service ");
		refused("NAME_MISSING", () -> this.rename.of(draft, claire, first.id(), " \t "));
		refused("NAME_TOO_LONG", () -> this.rename.of(draft, claire, first.id(), "x".repeat(151)));
		assertThat(this.findDocuments.of(draft, claire).documents()).extracting(DocumentView::name)
			.containsExactly("Note de service", "paie");
		this.remove.of(draft, claire, first.id());
		this.remove.of(draft, claire, first.id());
		assertThat(this.findDocuments.of(draft, claire).documents()).extracting(DocumentView::name)
			.containsExactly("paie");
	}

	@Test
	void recipientsAreOfTheEmitterOnlyAndAnotherEmitterClearsThem() {
		FreeDiffusionId draft = draft("claire.martin", "LYO");
		ActorId claire = actor("claire.martin");
		assertThat(this.updateRecipients
			.of(draft, claire,
					new UpdateRecipients.Change(List.of(), List.of(), "H0001, H0101;A0001\nH0002 H9999", false))
			.notFound()).containsExactly("H0101", "A0001", "H9999");
		assertThat(this.findRecipients.of(draft, 50).count()).isEqualTo(2);
		this.updateRecipients.of(draft, claire, new UpdateRecipients.Change(List.of(), List.of(), "", true));
		assertThat(this.findRecipients.of(draft, 50).count()).isEqualTo(40);
		this.chooseEmitter.of(draft, claire, node("LYO"));
		assertThat(this.findRecipients.of(draft, 50).count()).isEqualTo(40);
		this.chooseEmitter.of(draft, claire, node("MRS"));
		assertThat(this.findRecipients.of(draft, 50).count()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "moreau julie, H0001", "JULIE mor, H0001", "lefevre, H0002", "Éric LEFÈVRE, H0002",
			"eric h0002, H0002", "0001, H0001" })
	void peopleAreFoundWithoutAccentsInAnyOrder(String query, String matricule) {
		assertThat(this.search.in(node("LYO"), query, 50)).extracting(Employee::matricule).contains(matricule);
	}

	@ParameterizedTest
	@CsvSource({ "%", "_", "\\", "xyzzy", "' or 1=1 --" })
	void aSearchTakesNothingForAPattern(String query) {
		assertThat(this.search.in(node("LYO"), query, 50)).isEmpty();
	}

	@Test
	void whoIsCreatedIsChosenAtOnceAndNotInvited() {
		FreeDiffusionId draft = draft("claire.martin", "MRS");
		CreateEmployee.Outcome outcome = this.createRecipient.of(draft, actor("claire.martin"),
				person("C0001", "c0001@salarie.example", false));
		assertThat(outcome).isInstanceOf(CreateEmployee.Outcome.Created.class);
		assertThat(this.findRecipients.of(draft, 10).first()).extracting(Employee::matricule).containsExactly("C0001");
		assertThat(
				this.createRecipient.of(draft, actor("claire.martin"), person("c0001", "other@salarie.example", false)))
			.isInstanceOfSatisfying(CreateEmployee.Outcome.MatriculeTaken.class,
					(taken) -> assertThat(taken.existing().matricule()).isEqualTo("C0001"));
	}

	@Test
	void anAddressOfAnotherMatriculeNeedsAConfirmation() {
		FreeDiffusionId draft = draft("claire.martin", "MRS");
		assertThat(
				this.createRecipient.of(draft, actor("claire.martin"), person("C0002", "H0201@salarie.example", false)))
			.isEqualTo(new CreateEmployee.Outcome.EmailTaken("H0201"));
		assertThat(
				this.createRecipient.of(draft, actor("claire.martin"), person("C0002", "H0201@salarie.example", true)))
			.isInstanceOf(CreateEmployee.Outcome.Created.class);
		// Another brand's employees are nobody's business here.
		assertThat(
				this.createRecipient.of(draft, actor("claire.martin"), person("C0005", "a0001@salarie.example", false)))
			.isInstanceOf(CreateEmployee.Outcome.Created.class);
	}

	@ParameterizedTest
	@CsvSource({ "Dupont, Zoé, H0201, z@example.org, MATRICULE_ELSEWHERE",
			"'', Zoé, C0003, z@example.org, LAST_NAME_INVALID",
			"Dupont, '<b>', C0003, z@example.org, FIRST_NAME_INVALID",
			"Dupont, Zoé, C 3, z@example.org, MATRICULE_INVALID", "Dupont, Zoé, C0003, z@example, EMAIL_INVALID",
			"Dupont, Zoé, C0003, z@exa mple.org, EMAIL_INVALID" })
	void aRecipientThatCannotBeCreatedIsRefusedWithItsReason(String lastName, String firstName, String matricule,
			String email, String code) {
		FreeDiffusionId draft = draft("claire.martin", "MRS");
		refused(code, () -> this.createRecipient.of(draft, actor("claire.martin"),
				new CreateEmployee.NewEmployee(lastName, firstName, matricule, email, false)));
	}

	@Test
	void aRecipientIsCreatedOnlyByTheDraftsAuthor() {
		FreeDiffusionId draft = draft("claire.martin", "MRS");
		refused("NOT_FOUND", () -> this.createRecipient.of(draft, actor("paul.bernard"),
				person("C0004", "c0004@salarie.example", false)));
	}

	@Test
	void aDraftOfThePagesIsGivenUpAfterThirtyDays() {
		ActorId claire = actor("claire.martin");
		FreeDiffusionId old = this.begin.by(claire);
		FreeDiffusionId recent = this.begin.by(claire);
		FreeDiffusionId ofTasklist = this.open.inProcess(claire, instances.getAndIncrement());
		this.jdbc.sql("update free_diffusion set created_at = now() - interval '31 days' where id in (?, ?)")
			.param(old.value())
			.param(ofTasklist.value())
			.update();
		this.jdbc.sql("update free_diffusion set created_at = now() - interval '29 days' where id = ?")
			.param(recent.value())
			.update();
		this.abandonForgottenDrafts.now();
		refused("DIFFUSION_ALREADY_SENT", () -> this.chooseEmitter.of(old, claire, node("LYO")));
		this.chooseEmitter.of(recent, claire, node("LYO"));
		this.chooseEmitter.of(ofTasklist, claire, node("LYO"));
	}

	private static CreateEmployee.NewEmployee person(String matricule, String email, boolean confirmed) {
		return new CreateEmployee.NewEmployee(" Delacroix ", "Zoé", matricule, email, confirmed);
	}

	private FreeDiffusionId draft(String login, String emitter) {
		FreeDiffusionId draft = this.open.inProcess(actor(login), instances.getAndIncrement());
		this.chooseEmitter.of(draft, actor(login), node(emitter));
		return draft;
	}

	private DocumentView add(FreeDiffusionId draft, String login, String name, byte[] bytes) throws IOException {
		return this.addDocument.to(draft, actor(login), Files.write(this.folder.resolve("upload.pdf"), bytes), name);
	}

	private static void refused(String code, Runnable attempt) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(attempt::run)
			.satisfies((refusal) -> assertThat(refusal.code()).isEqualTo(code));
	}

	private ActorId actor(String login) {
		return this.findActor.byLogin(login).orElseThrow().id();
	}

	private NodeId node(String code) {
		return new NodeId(this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single());
	}

}
