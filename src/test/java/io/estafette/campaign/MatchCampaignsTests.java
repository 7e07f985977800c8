package io.estafette.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.estafette.local.WithDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which campaigns a deposit brings along: a table, each line with the row it is for. */
@SpringBootTest(properties = { "camunda.client.enabled=false", "estafette.mail.connections=0" })
@ActiveProfiles("demonstration")
@WithDatabase
@Import({ Deposits.class, LaunchedCampaigns.class })
class MatchCampaignsTests {

	@Autowired
	private Deposits deposits;

	@Autowired
	private LaunchedCampaigns campaigns;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void nothingYet() {
		this.jdbc.sql("truncate campaign, deposit, hand_over, outgoing_mail cascade").update();
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					# row | what | target | triggers | filter | companies | launched | start | end | since | kind | agency | executive | company | deposited | served
					# Where (C1, C16)
					C1  | an agency's own people           | LYO       | PC | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO       | - | - | 2026-11-10T12:00:00Z | yes
					C1  | not another agency's             | MRS       | PC | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO       | - | - | 2026-11-10T12:00:00Z | no
					C1  | a company's agencies             | HZ-SUD    | PC | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO       | - | - | 2026-11-10T12:00:00Z | yes
					C1  | a company's establishments       | HZ-SUD    | PC | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO-SIEGE | - | - | 2026-11-10T12:00:00Z | yes
					C1  | a brand's agencies               | HORIZON   | PC | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | MRS       | - | - | 2026-11-10T12:00:00Z | yes
					C1  | a brand's establishments         | HORIZON   | PC | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO-SIEGE | - | - | 2026-11-10T12:00:00Z | yes
					C1  | an establishment's own people    | LYO-SIEGE | PC | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO-SIEGE | - | - | 2026-11-10T12:00:00Z | yes
					C1  | not the agency beside            | LYO-SIEGE | PC | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO       | - | - | 2026-11-10T12:00:00Z | no
					C1  | not another brand                | ATLAS     | PC | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO       | - | - | 2026-11-10T12:00:00Z | no
					C1  | not another brand's company      | AT-FR     | PC | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO       | - | - | 2026-11-10T12:00:00Z | no
					# Triggers (C3)
					C3  | payslips bring it                | LYO | P  | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO | - | - | 2026-11-10T12:00:00Z | yes
					C3  | contracts do not, payslips only  | LYO | P  | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | - | - | 2026-11-10T12:00:00Z | no
					C3  | contracts bring it               | LYO | C  | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | - | - | 2026-11-10T12:00:00Z | yes
					C3  | payslips do not, contracts only  | LYO | C  | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO | - | - | 2026-11-10T12:00:00Z | no
					C3  | both: a payslip                  | LYO | PC | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO | - | - | 2026-11-10T12:00:00Z | yes
					C3  | both: a contract                 | LYO | PC | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | - | - | 2026-11-10T12:00:00Z | yes
					C3  | nothing chosen brings nothing    | LYO | -  | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO | - | - | 2026-11-10T12:00:00Z | no
					# Executives (C4, C16): the deposit's flag, else the employee's (H0001 is one, H0002 is not)
					C4  | everybody: an executive          | LYO | C  | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | true  | - | 2026-11-10T12:00:00Z | yes
					C4  | everybody: not an executive      | LYO | C  | ALL    | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | false | - | 2026-11-10T12:00:00Z | yes
					C4  | only executives: one             | LYO | C  | ONLY   | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | true  | - | 2026-11-10T12:00:00Z | yes
					C4  | only executives: not one         | LYO | C  | ONLY   | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | false | - | 2026-11-10T12:00:00Z | no
					C4  | no executives: one               | LYO | C  | EXCEPT | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | true  | - | 2026-11-10T12:00:00Z | no
					C4  | no executives: not one           | LYO | C  | EXCEPT | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | false | - | 2026-11-10T12:00:00Z | yes
					C16 | the employee's flag fills in     | LYO | C  | ONLY   | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | -     | - | 2026-11-10T12:00:00Z | yes
					C16 | the employee's flag leaves out   | LYO | C  | EXCEPT | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | -     | - | 2026-11-10T12:00:00Z | no
					C16 | the deposit's flag wins          | LYO | C  | ONLY   | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | false | - | 2026-11-10T12:00:00Z | no
					C16 | the deposit's flag wins, too     | LYO | C  | EXCEPT | - | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | false | - | 2026-11-10T12:00:00Z | yes
					C4  | also for a payslip of both       | LYO | PC | ONLY   | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO | false | - | 2026-11-10T12:00:00Z | no
					# Client companies (C5, C16)
					C5  | everybody, whatever the company  | LYO | C  | ALL | -        | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | - | EU-PAPIER | 2026-11-10T12:00:00Z | yes
					C5  | everybody, without a company     | LYO | C  | ALL | -        | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | - | -         | 2026-11-10T12:00:00Z | yes
					C5  | the chosen company               | LYO | C  | ALL | EU-ACIER | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | - | EU-ACIER  | 2026-11-10T12:00:00Z | yes
					C5  | not another company              | LYO | C  | ALL | EU-ACIER | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | - | EU-PAPIER | 2026-11-10T12:00:00Z | no
					C5  | not without a company            | LYO | C  | ALL | EU-ACIER | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | - | -         | 2026-11-10T12:00:00Z | no
					C5  | also for a payslip of both       | LYO | PC | ALL | EU-ACIER | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP  | LYO | - | -         | 2026-11-10T12:00:00Z | no
					C5  | one of several companies         | LYO | C  | ALL | EU-ACIER EU-PAPIER | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | - | EU-PAPIER | 2026-11-10T12:00:00Z | yes
					C5  | company and executive            | LYO | C  | ONLY | EU-ACIER | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | true  | EU-ACIER | 2026-11-10T12:00:00Z | yes
					C5  | company but no executive         | LYO | C  | ONLY | EU-ACIER | 2026-11-02T08:00 | 2026-11-02 | - | - | CONTRACT | LYO | false | EU-ACIER | 2026-11-10T12:00:00Z | no
					# From when (C6, C17)
					C6  | not before the launch            | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP | LYO | - | - | 2026-11-02T06:59:59Z | no
					C6  | from the launch on               | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP | LYO | - | - | 2026-11-02T07:00:00Z | yes
					C6  | not before the first day         | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-10 | - | - | PAYSLIP | LYO | - | - | 2026-11-09T22:59:59Z | no
					C6  | from 0:00 in Paris on            | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-10 | - | - | PAYSLIP | LYO | - | - | 2026-11-09T23:00:00Z | yes
					C6  | retroactive: before its date     | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | 2026-09-01 | PAYSLIP | LYO | - | - | 2026-08-31T21:59:59Z | no
					C6  | retroactive: its date, summer    | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | 2026-09-01 | PAYSLIP | LYO | - | - | 2026-08-31T22:00:00Z | yes
					C6  | retroactive: before the launch   | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | 2026-09-01 | PAYSLIP | LYO | - | - | 2026-10-15T12:00:00Z | yes
					C9  | retroactive, not begun yet       | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-20 | - | 2026-09-01 | PAYSLIP | LYO | - | - | 2026-11-10T12:00:00Z | no
					C9  | retroactive, its first day       | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-20 | - | 2026-09-01 | PAYSLIP | LYO | - | - | 2026-11-19T23:00:00Z | yes
					C6  | retroactive goes on              | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | 2026-09-01 | PAYSLIP | LYO | - | - | 2026-12-10T12:00:00Z | yes
					C17 | dated back before the campaign   | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-02 | - | - | PAYSLIP | LYO | - | - | 2026-10-30T12:00:00Z | no
					# Until when (C8, C17)
					C8  | without an end: years later      | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-02 | -          | - | PAYSLIP | LYO | - | - | 2031-01-01T12:00:00Z | yes
					C8  | the last second of the last day  | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-02 | 2026-11-15 | - | PAYSLIP | LYO | - | - | 2026-11-15T22:59:59Z | yes
					C8  | not the day after                | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-02 | 2026-11-15 | - | PAYSLIP | LYO | - | - | 2026-11-15T23:00:00Z | no
					C8  | one day only: inside             | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-10 | 2026-11-10 | - | PAYSLIP | LYO | - | - | 2026-11-10T12:00:00Z | yes
					C8  | one day only: the day before     | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-10 | 2026-11-10 | - | PAYSLIP | LYO | - | - | 2026-11-09T12:00:00Z | no
					C8  | one day only: the day after      | LYO | P | ALL | - | 2026-11-02T08:00 | 2026-11-10 | 2026-11-10 | - | PAYSLIP | LYO | - | - | 2026-11-11T12:00:00Z | no
					# The two nights when the clock changes in Paris
					C8  | autumn: starts at 22:00 UTC      | LYO | P | ALL | - | 2026-10-20T08:00 | 2026-10-25 | 2026-10-25 | - | PAYSLIP | LYO | - | - | 2026-10-24T22:00:00Z | yes
					C8  | autumn: not before               | LYO | P | ALL | - | 2026-10-20T08:00 | 2026-10-25 | 2026-10-25 | - | PAYSLIP | LYO | - | - | 2026-10-24T21:59:59Z | no
					C8  | autumn: a day of 25 hours        | LYO | P | ALL | - | 2026-10-20T08:00 | 2026-10-25 | 2026-10-25 | - | PAYSLIP | LYO | - | - | 2026-10-25T22:59:59Z | yes
					C8  | autumn: over at 23:00 UTC        | LYO | P | ALL | - | 2026-10-20T08:00 | 2026-10-25 | 2026-10-25 | - | PAYSLIP | LYO | - | - | 2026-10-25T23:00:00Z | no
					C8  | spring: starts at 23:00 UTC      | LYO | P | ALL | - | 2026-03-20T08:00 | 2026-03-29 | 2026-03-29 | - | PAYSLIP | LYO | - | - | 2026-03-28T23:00:00Z | yes
					C8  | spring: not before               | LYO | P | ALL | - | 2026-03-20T08:00 | 2026-03-29 | 2026-03-29 | - | PAYSLIP | LYO | - | - | 2026-03-28T22:59:59Z | no
					C8  | spring: a day of 23 hours        | LYO | P | ALL | - | 2026-03-20T08:00 | 2026-03-29 | 2026-03-29 | - | PAYSLIP | LYO | - | - | 2026-03-29T21:59:59Z | yes
					C8  | spring: over at 22:00 UTC        | LYO | P | ALL | - | 2026-03-20T08:00 | 2026-03-29 | 2026-03-29 | - | PAYSLIP | LYO | - | - | 2026-03-29T22:00:00Z | no
					""")
	void aDepositBringsACampaignAlong(String row, String what, String target, @Nullable String triggers,
			ExecutiveFilter executives, @Nullable String companies, LocalDateTime launched, LocalDate start,
			@Nullable LocalDate end, @Nullable LocalDate since, String kind, String agency, @Nullable Boolean executive,
			@Nullable String company, Instant deposited, String served) {
		CampaignId campaign = this.campaigns.launched(target, (triggers != null) ? triggers : "", executives,
				(companies != null) ? companies : "", launched.atZone(Campaign.PARIS).toInstant(), start, end, since);
		UUID deposit = this.deposits.store(kind, "H0001", agency, executive, company, deposited);
		this.match.of(List.of(deposit));
		assertThat(lines(campaign, "H0001")).hasSize("yes".equals(served) ? 1 : 0);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = '|', textBlock = """
			# row | state | deposited | served
			C10 | scheduled, its first day come  | 2026-11-12T12:00:00Z | yes
			C10 | active                         | 2026-11-12T12:00:00Z | yes
			C17 | closed by its end date         | 2026-11-12T12:00:00Z | yes
			C17 | closed by its end date         | 2026-11-16T12:00:00Z | no
			C10 | closed by hand                 | 2026-11-12T12:00:00Z | no
			C10 | draft                          | 2026-11-12T12:00:00Z | no
			C10 | brought back to draft          | 2026-11-12T12:00:00Z | no
			C10 | deleted                        | 2026-11-12T12:00:00Z | no
			O3  | not sealed yet                 | 2026-11-12T12:00:00Z | no
			""")
	void theStateDecidesToo(String row, String state, Instant deposited, String served) {
		CampaignId campaign = this.campaigns.in(state);
		this.match.of(List.of(this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, deposited)));
		assertThat(lines(campaign, "H0001")).hasSize("yes".equals(served) ? 1 : 0);
	}

	/** C16: whatever is deposited again, or matched again. */
	@Test
	void aSecondDepositBringsNothingMore() {
		CampaignId campaign = running("LYO");
		UUID first = deposit("H0001", "LYO");
		UUID corrected = deposit("H0001", "LYO");
		assertThat(this.match.of(List.of(first))).isOne();
		assertThat(this.match.of(List.of(first))).isZero();
		assertThat(this.match.of(List.of(corrected, first))).isZero();
		assertThat(lines(campaign, "H0001")).containsExactly(first);
	}

	/** Two deposits of one person in one chunk. */
	@Test
	void twoDepositsAtOnceBringItOnce() {
		CampaignId campaign = running("LYO");
		this.match.of(List.of(deposit("H0001", "LYO"), deposit("H0001", "LYO")));
		assertThat(lines(campaign, "H0001")).hasSize(1);
	}

	/** C1: any number of campaigns, those of the agency and those above. */
	@Test
	void everyMatchingCampaignComesAlongInOneHandOver() {
		List<CampaignId> all = List.of(running("LYO"), running("HZ-SUD"), running("HORIZON"));
		UUID deposit = deposit("H0001", "LYO");
		assertThat(this.match.of(List.of(deposit))).isEqualTo(3);
		assertThat(all).allSatisfy((campaign) -> assertThat(lines(campaign, "H0001")).containsExactly(deposit));
		assertThat(this.jdbc.sql("select count(distinct hand_over_id) from delivery").query(Integer.class).single())
			.isOne();
	}

	/**
	 * C16: the deposit's own agency decides, not the one that the person works for now.
	 */
	@Test
	void whoChangedAgencyIsServedWhereTheDepositWasMade() {
		CampaignId lyon = running("LYO");
		CampaignId marseille = running("MRS");
		this.match.of(List.of(deposit("H0001", "MRS")));
		assertThat(lines(lyon, "H0001")).isEmpty();
		assertThat(lines(marseille, "H0001")).hasSize(1);
	}

	/** Two employments are two employees, in one brand or two. */
	@Test
	void eachEmploymentIsServed() {
		CampaignId campaign = running("HORIZON");
		this.match.of(List.of(deposit("H0001", "LYO"), deposit("H0101", "MRS")));
		assertThat(lines(campaign, "H0001")).hasSize(1);
		assertThat(lines(campaign, "H0101")).hasSize(1);
	}

	/** C11: who was served by the original, or by what the original left out. */
	@Test
	void aDuplicateLeavesOutThoseAlreadyServed() {
		CampaignId original = running("LYO");
		this.match.of(List.of(deposit("H0001", "LYO")));
		this.jdbc.sql("update delivery set state = 'HANDED_OVER', handed_over_at = now()").update();
		CampaignId second = this.campaigns.duplicated(original, true);
		CampaignId third = this.campaigns.duplicated(second, true);
		CampaignId again = this.campaigns.duplicated(original, false);
		this.match.of(List.of(deposit("H0001", "LYO"), deposit("H0002", "LYO")));
		assertThat(lines(second, "H0001")).isEmpty();
		assertThat(lines(third, "H0001")).isEmpty();
		assertThat(lines(again, "H0001")).hasSize(1);
		// While the original goes on, who is new gets its documents, once.
		this.match.of(List.of(deposit("H0003", "LYO")));
		assertThat(List.of("H0002", "H0003")).allSatisfy((person) -> {
			assertThat(lines(original, person)).hasSize(1);
			assertThat(lines(second, person)).isEmpty();
			assertThat(lines(third, person)).isEmpty();
			assertThat(lines(again, person)).hasSize(1);
		});
		// Once it is closed, the copy takes over, and the copy's copy leaves it to that.
		this.jdbc.sql("update campaign set state = 'CLOSED', closed_by = author_id where id = ?")
			.param(original.value())
			.update();
		this.match.of(List.of(deposit("H0002", "LYO"), deposit("H0004", "LYO")));
		this.match.of(List.of(deposit("H0003", "LYO")));
		assertThat(List.of("H0002", "H0003")).allSatisfy((person) -> assertThat(lines(second, person)).isEmpty());
		assertThat(lines(second, "H0004")).hasSize(1);
		assertThat(lines(third, "H0004")).isEmpty();
	}

	/** C11: also when two deposits of a person are matched at the same moment. */
	@Test
	void aDuplicateLeavesOutThoseWhoAreBeingServed() {
		CampaignId original = running("LYO");
		CampaignId copy = this.campaigns.duplicated(original, true);
		this.jdbc.sql("update campaign set on_contract = (id = :copy), on_payslip = (id <> :copy)")
			.param("copy", copy.value())
			.update();
		UUID payslip = deposit("H0001", "LYO");
		UUID contract = this.deposits.store("CONTRACT", "H0001", "LYO", null, null,
				Instant.parse("2026-11-10T12:00:00Z"));
		CompletableFuture<Integer> second = Objects.requireNonNull(this.transaction.execute((status) -> {
			this.match.of(List.of(payslip));
			CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> this.match.of(List.of(contract)));
			await().until(() -> other.isDone() || isSomebodyWaiting());
			return other;
		}));
		assertThat(second.join()).isZero();
		assertThat(lines(original, "H0001")).containsExactly(payslip);
		assertThat(lines(copy, "H0001")).isEmpty();
	}

	/** What a batch or a worker's second run finds in the vault is joined there. */
	@Test
	void besideAPayslipInTheVaultTheyAreHandedOverAtOnce() {
		CampaignId campaign = running("LYO");
		UUID inVault = deposit("H0001", "LYO");
		this.jdbc.sql("update delivery set state = 'HANDED_OVER', handed_over_at = now()").update();
		this.match.of(List.of(inVault, deposit("H0002", "LYO")));
		assertThat(this.jdbc.sql("select state from delivery where source_id = ? order by search")
			.param(campaign.value())
			.query(String.class)
			.list()).containsExactlyInAnyOrder("HANDED_OVER", "PREPARING");
	}

	/** C11: what never reached its person does not count. */
	@Test
	void whoWasNotServedAfterAllIsNotLeftOut() {
		CampaignId original = running("LYO");
		CampaignId copy = this.campaigns.duplicated(original, true);
		this.match.of(List.of(deposit("H0001", "LYO")));
		assertThat(lines(copy, "H0001")).isEmpty();
		this.jdbc.sql("update campaign set state = 'CLOSED', closed_by = author_id where id = ?")
			.param(original.value())
			.update();
		this.jdbc.sql("update delivery set state = 'FAILED', reason = 'CAMPAIGN_CLOSED' where source_id = ?")
			.param(original.value())
			.update();
		this.match.of(List.of(deposit("H0001", "LYO")));
		assertThat(lines(copy, "H0001")).hasSize(1);
	}

	@Test
	void anUnknownEmployeeWaitsUnmatched() {
		CampaignId campaign = running("LYO");
		UUID deposit = deposit("H0001", "LYO");
		this.jdbc.sql("update deposit set employee_id = null where id = ?").param(deposit).update();
		assertThat(this.match.of(List.of(deposit))).isZero();
		assertThat(lines(campaign, "H0001")).isEmpty();
	}

	private boolean isSomebodyWaiting() {
		return this.jdbc.sql("select exists (select 1 from pg_locks where locktype = 'advisory' and not granted)")
			.query(Boolean.class)
			.single();
	}

	private CampaignId running(String target) {
		return this.campaigns.launched(target, "PC", ExecutiveFilter.ALL, "", Instant.parse("2026-11-02T07:00:00Z"),
				LocalDate.of(2026, 11, 2), null, null);
	}

	private UUID deposit(String matricule, String agency) {
		return this.deposits.store("PAYSLIP", matricule, agency, null, null, Instant.parse("2026-11-10T12:00:00Z"));
	}

	/** The deposits that brought the campaign's documents to a person. */
	private List<UUID> lines(CampaignId campaign, String matricule) {
		return this.jdbc.sql("""
				select d.deposit_id from delivery d join employee e on e.id = d.employee_id
				where d.source_id = ? and e.matricule = ?
				""").param(campaign.value()).param(matricule).query(UUID.class).list();
	}

}
