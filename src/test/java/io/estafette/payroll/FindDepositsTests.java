package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.estafette.campaign.Deposits;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** Who sees which deposits (O8, P4). */
@SpringBootTest(properties = { "camunda.client.enabled=false", "estafette.mail.connections=0" })
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Deposits.class)
class FindDepositsTests {

	@Autowired
	private FindDeposits find;

	@Autowired
	private SummarizeDeposits summarize;

	@Autowired
	private FindDepositDays findDays;

	@Autowired
	private Deposits deposits;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void nothingYet() {
		this.jdbc.sql("truncate deposit, hand_over cascade").update();
	}

	@Test
	void everybodySeesTheirAgenciesAndWhatHasNoneYet() {
		store("H0001", "LYO");
		store("H0101", "MRS");
		store("A0001", "PAR");
		UUID unknown = store("H0002", "LYO");
		this.jdbc
			.sql("""
					update deposit set agency_id = null, employee_id = null, matricule = 'N1', state = 'WAITING_FOR_EMPLOYEE'
					where id = ?
					""")
			.param(unknown)
			.update();
		assertThat(seen("claire.martin", null, "")).containsExactlyInAnyOrder("H0001", "H0101", "N1");
		assertThat(seen("paul.bernard", null, "")).containsExactlyInAnyOrder("H0001", "N1");
		assertThat(seen("nadia.leroy", null, "")).containsExactly("A0001");
		assertThat(seen("hugo.petit", null, "")).isEmpty();
		assertThat(seen("claire.martin", DepositState.WAITING_FOR_EMPLOYEE, "")).containsExactly("N1");
		assertThat(seen("claire.martin", null, "h00")).containsExactly("H0001");
	}

	/** Of the last thirty days, in Paris, of the agencies that somebody sees. */
	@Test
	void daysAreCounted() {
		LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
		for (int days : List.of(0, 0, 29, 30)) {
			this.deposits.store("PAYSLIP", "H0001", "LYO", null, null,
					today.minusDays(days).atStartOfDay(ZoneId.of("Europe/Paris")).toInstant());
		}
		store("H0101", "MRS");
		assertThat(this.findDays.of(this.findActor.byLogin("paul.bernard").orElseThrow().id()))
			.isEqualTo(Map.of(today, 2L, today.minusDays(29), 1L));
		assertThat(this.findDays.of(this.findActor.byLogin("hugo.petit").orElseThrow().id())).isEmpty();
	}

	@Test
	void pagesMeet() {
		for (int number = 0; number < FindDeposits.PAGE + 7; number++) {
			store("H0001", "LYO");
		}
		ActorId claire = this.findActor.byLogin("claire.martin").orElseThrow().id();
		FindDeposits.Page first = this.find.of(claire, null, "", null);
		FindDeposits.Page second = this.find.of(claire, null, "",
				FindDeposits.Cursor.parse(String.valueOf(first.next())));
		assertThat(second.next()).isNull();
		assertThat(Stream.concat(first.lines().stream(), second.lines().stream()).map(FindDeposits.Line::id))
			.doesNotHaveDuplicates()
			.hasSize(FindDeposits.PAGE + 7);
	}

	@Test
	void theFiguresAreThoseOfTheList() {
		store("H0001", "LYO");
		store("H0101", "MRS");
		store("A0001", "PAR");
		store("H0002", "LYO");
		store("H0003", "LYO");
		Instant today = LocalDate.now(ZoneId.of("Europe/Paris")).atStartOfDay(ZoneId.of("Europe/Paris")).toInstant();
		received("H0001", today, "COMPLETED");
		received("H0101", today.minusSeconds(1), "FAILED");
		received("H0002", today.minusSeconds(7 * 86_400), "WAITING_FOR_EMPLOYEE");
		assertThat(summary("claire.martin")).isEqualTo(new SummarizeDeposits.Summary(2, 3, 1, 1));
		assertThat(summary("paul.bernard")).isEqualTo(new SummarizeDeposits.Summary(2, 2, 1, 0));
		assertThat(summary("nadia.leroy")).isEqualTo(new SummarizeDeposits.Summary(1, 1, 0, 0));
		assertThat(summary("hugo.petit")).isEqualTo(new SummarizeDeposits.Summary(0, 0, 0, 0));
	}

	private void received(String matricule, Instant at, String state) {
		this.jdbc.sql("update deposit set received_at = ?, state = ? where matricule = ?")
			.param(Timestamp.from(at))
			.param(state)
			.param(matricule)
			.update();
	}

	private SummarizeDeposits.Summary summary(String login) {
		return this.summarize.of(this.findActor.byLogin(login).orElseThrow().id());
	}

	private UUID store(String matricule, String agency) {
		return this.deposits.store("PAYSLIP", matricule, agency, null, null, Instant.now());
	}

	private List<String> seen(String login, @Nullable DepositState state, String search) {
		return this.find.of(this.findActor.byLogin(login).orElseThrow().id(), state, search, null)
			.lines()
			.stream()
			.map(FindDeposits.Line::matricule)
			.toList();
	}

}
