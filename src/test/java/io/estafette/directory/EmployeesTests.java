package io.estafette.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The employees whom an HR user sees, and what they may correct (O8, F3). */
@SpringBootTest(properties = "estafette.mail.connections=0")
@ActiveProfiles("demonstration")
@WithDatabase
@Transactional
class EmployeesTests {

	@Autowired
	private BrowseEmployees browse;

	@Autowired
	private FindEmployeeCard findCard;

	@Autowired
	private ChangeEmployee change;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@ParameterizedTest
	@CsvSource({ "claire.martin, 73", "paul.bernard, 40", "nadia.leroy, 30", "hugo.petit, 0", "admin, 0" })
	void everybodySeesThoseOfTheirNodesPageByPage(String login, int count) {
		List<String> matricules = new ArrayList<>();
		EmployeeId after = null;
		do {
			BrowseEmployees.Page page = this.browse.of(actor(login), "", null, after);
			matricules.addAll(page.lines().stream().map((line) -> line.employee().matricule()).toList());
			after = page.next();
		}
		while (after != null);
		assertThat(matricules).hasSize(count).doesNotHaveDuplicates();
	}

	@Test
	void aRightToRunCampaignsIsEnoughToSeeButNotToChange() {
		this.jdbc.sql("insert into access_right (actor_id, node_id, kind) values (?, ?, 'D')")
			.param(actor("hugo.petit").value())
			.param(node("MRS").value())
			.update();
		assertThat(this.browse.of(actor("hugo.petit"), "", null, null).lines()).hasSize(25);
		EmployeeId id = employee("H0101");
		assertThat(this.findCard.of(actor("hugo.petit"), id).isChangeable()).isFalse();
		refused("EMPLOYEE_NOT_CHANGEABLE",
				() -> this.change.of(actor("hugo.petit"), id, "a@example.org", false, node("MRS")));
	}

	@ParameterizedTest
	@CsvSource({ "moreau jul, , 1", "LEFEVRE eri, , 1", "h0001, , 1", "h0101, LYO, 0", "h0101, MRS, 1", "h0101, PAR, 0",
			"%, , 0", "xyzzy, , 0" })
	void peopleAreFoundByPartsOfTheirNames(String search, @Nullable String agency, int count) {
		assertThat(this.browse.of(actor("claire.martin"), search, (agency != null) ? node(agency) : null, null).lines())
			.hasSize(count);
	}

	@Test
	void addressAndAgencyAreCorrected() {
		EmployeeId id = employee("H0031");
		this.change.of(actor("claire.martin"), id, " neuve@example.org ", false, node("MRS"));
		assertThat(this.findCard.of(actor("claire.martin"), id)).satisfies((card) -> {
			assertThat(card.employee().email()).isEqualTo("neuve@example.org");
			assertThat(card.agency().code()).isEqualTo("MRS");
			assertThat(card.places()).extracting((place) -> place.code())
				.containsExactlyInAnyOrder("LYO", "MRS", "LYO-SIEGE");
		});
		refused("NOT_FOUND", () -> this.findCard.of(actor("paul.bernard"), id));
	}

	@Test
	void whatCannotBeCorrectedIsRefused() {
		EmployeeId id = employee("H0032");
		ActorId paul = actor("paul.bernard");
		refused("EMAIL_INVALID", () -> this.change.of(paul, id, "nobody", false, node("LYO")));
		refused("EMAIL_SHARED", () -> this.change.of(paul, id, "H0001@salarie.example", false, node("LYO")));
		this.change.of(paul, id, "H0001@salarie.example", true, node("LYO"));
		refused("NOT_FOUND", () -> this.change.of(paul, id, "h0032@salarie.example", false, node("MRS")));
		refused("NOT_FOUND", () -> this.change.of(actor("claire.martin"), id, "a@example.org", false, node("PAR")));
		refused("NOT_FOUND", () -> this.change.of(actor("nadia.leroy"), id, "a@example.org", false, node("PAR")));
		refused("NOT_FOUND", () -> this.findCard.of(paul, new EmployeeId(UUID.randomUUID())));
	}

	private static void refused(String code, ThrowingCallable attempt) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(attempt)
			.satisfies((refusal) -> assertThat(refusal.code()).isEqualTo(code));
	}

	private ActorId actor(String login) {
		return this.findActor.byLogin(login).orElseThrow().id();
	}

	private EmployeeId employee(String matricule) {
		return new EmployeeId(this.jdbc.sql("select id from employee where matricule = ?")
			.param(matricule)
			.query(UUID.class)
			.single());
	}

	private NodeId node(String code) {
		return new NodeId(this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single());
	}

}
