package io.estafette.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * C16, C17: whatever happens in whatever order - deposits, late ones, duplicates, jobs
 * that run twice or not to their end, launches, closings - each campaign x employee x
 * document is handed over at most once, and never missing. What should have happened is
 * computed here by the rules alone, without the database.
 */
@SpringBootTest(properties = { "camunda.client.enabled=false", "estafette.mail.connections=0" })
@ActiveProfiles("demonstration")
@WithDatabase
@Import({ Deposits.class, LaunchedCampaigns.class })
class RandomCampaignsTests {

	/** More of them by hand: {@code -Destafette.matching.stories=500}. */
	private static final int STORIES = Integer.getInteger("estafette.matching.stories", 12);

	private static final int STEPS = 60;

	private static final List<String> PEOPLE = List.of("H0001", "H0002", "H0003", "H0101", "H0102", "H0201");

	private static final Instant BEGINNING = Instant.parse("2026-10-20T06:00:00Z");

	@Autowired
	private Deposits deposits;

	@Autowired
	private LaunchedCampaigns launchedCampaigns;

	@Autowired
	private CampaignRepository campaigns;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private BeginCatchUp beginCatchUp;

	@Autowired
	private CatchUpCampaign catchUp;

	@Autowired
	private FindActor findActor;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcClient jdbc;

	private final List<Deposit> stored = new ArrayList<>();

	private final List<Story> told = new ArrayList<>();

	private Instant now = BEGINNING;

	private Random random = new Random();

	/** A deposit, and whether its job has run to the end. */
	private static final class Deposit {

		private final UUID id;

		private final String kind;

		private final String person;

		private final String agency;

		private final boolean executive;

		private final @Nullable String company;

		private final Instant at;

		private boolean matched;

		Deposit(UUID id, String kind, String person, String agency, boolean executive, @Nullable String company,
				Instant at) {
			this.id = id;
			this.kind = kind;
			this.person = person;
			this.agency = agency;
			this.executive = executive;
			this.company = company;
			this.at = at;
		}

	}

	/** A campaign as its user configured it, and how far it has come. */
	private static final class Story {

		private final CampaignId id;

		private final Set<String> agencies;

		private final String triggers;

		private final ExecutiveFilter executives;

		private final String companies;

		private final Instant from;

		private final Instant until;

		private final Instant firstDay;

		private CampaignState state = CampaignState.SCHEDULED;

		private boolean ready;

		private boolean begun;

		private boolean caughtUp;

		private boolean closedByHand;

		private Set<String> servedAtClose = Set.of();

		Story(CampaignId id, Set<String> agencies, String triggers, ExecutiveFilter executives, String companies,
				Instant from, Instant until, Instant firstDay) {
			this.id = id;
			this.agencies = agencies;
			this.triggers = triggers;
			this.executives = executives;
			this.companies = companies;
			this.from = from;
			this.until = until;
			this.firstDay = firstDay;
		}

		/** The rules, as a user would say them. */
		boolean concerns(Deposit deposit) {
			return this.agencies.contains(deposit.agency)
					&& this.triggers.contains("PAYSLIP".equals(deposit.kind) ? "P" : "C") && switch (this.executives) {
						case ALL -> true;
						case ONLY -> deposit.executive;
						case EXCEPT -> !deposit.executive;
					} && (this.companies.isEmpty() || this.companies.equals(deposit.company))
					&& !deposit.at.isBefore(this.from) && deposit.at.isBefore(this.until);
		}

	}

	@BeforeEach
	void nothingYet() {
		this.jdbc.sql("truncate campaign, deposit, hand_over, outgoing_mail, campaign_catch_up cascade").update();
	}

	static IntStream stories() {
		return IntStream.rangeClosed(1, STORIES);
	}

	@ParameterizedTest(name = "story {0}")
	@MethodSource("stories")
	void everyoneIsServedOnceWhateverHappens(int seed) {
		this.random = new Random(seed);
		for (int step = 0; step < STEPS; step++) {
			switch (this.random.nextInt(13)) {
				case 0, 1 -> launch();
				case 2, 3, 4 -> deposit();
				case 5 -> match(false);
				case 6 -> match(true);
				case 7 -> matchAgain();
				case 8 -> goOn();
				case 9 -> goOn();
				case 10 -> closeByHand();
				case 11 -> unschedule();
				default -> this.now = this.now.plus(Duration.ofMinutes(this.random.nextInt(1, 2 * 24 * 60)));
			}
			nobodyIsServedTooEarly(seed, step);
		}
		untilNothingIsLeftToDo();
		everyoneIsServedOnce(seed);
	}

	private void launch() {
		String target = any("LYO", "MRS", "LYO-SIEGE", "HZ-SUD", "HORIZON");
		String triggers = any("P", "C", "PC");
		ExecutiveFilter executives = any(ExecutiveFilter.values());
		String companies = "LYO".equals(target) && this.random.nextInt(3) == 0 ? "EU-ACIER" : "";
		LocalDate today = LocalDate.ofInstant(this.now, Campaign.PARIS);
		LocalDate start = today.plusDays(this.random.nextInt(3));
		LocalDate end = this.random.nextBoolean() ? start.plusDays(this.random.nextInt(4)) : null;
		LocalDate since = this.random.nextInt(3) == 0 ? today.minusDays(this.random.nextInt(90)) : null;
		CampaignId id = this.launchedCampaigns.launching(target, triggers, executives, companies, this.now, start, end,
				since);
		Instant firstDay = start.atStartOfDay(Campaign.PARIS).toInstant();
		Instant from = (since != null) ? since.atStartOfDay(Campaign.PARIS).toInstant()
				: firstDay.isAfter(this.now) ? firstDay : this.now;
		Set<String> agencies = switch (target) {
			case "HZ-SUD", "HORIZON" -> Set.of("LYO", "MRS", "LYO-SIEGE");
			default -> Set.of(target);
		};
		Story story = new Story(id, agencies, triggers, executives, companies, from,
				(end != null) ? end.plusDays(1).atStartOfDay(Campaign.PARIS).toInstant() : Instant.MAX, firstDay);
		story.state = firstDay.isAfter(this.now) ? CampaignState.SCHEDULED : CampaignState.ACTIVE;
		this.told.add(story);
	}

	/** Some are dated back, as a payroll system may do (C17). */
	private void deposit() {
		String kind = any("PAYSLIP", "CONTRACT");
		String person = any(PEOPLE.toArray(String[]::new));
		String agency = any("LYO", "MRS", "LYO-SIEGE");
		boolean executive = this.random.nextBoolean();
		String company = any("EU-ACIER", "EU-PAPIER", null);
		Instant at = (this.random.nextInt(4) == 0) ? this.now.minus(Duration.ofHours(this.random.nextInt(1, 24 * 80)))
				: this.now;
		this.stored.add(new Deposit(this.deposits.store(kind, person, agency, executive, company, at), kind, person,
				agency, executive, company, at));
	}

	/** The job of a deposit; a crash undoes it, and it comes again. */
	private void match(boolean crash) {
		this.stored.stream().filter((deposit) -> !deposit.matched).findFirst().ifPresent((deposit) -> {
			this.transaction.executeWithoutResult((status) -> {
				this.match.of(List.of(deposit.id));
				if (crash) {
					status.setRollbackOnly();
				}
			});
			deposit.matched = !crash;
		});
	}

	/** Jobs come at least once, batches in chunks. */
	private void matchAgain() {
		List<UUID> some = this.stored.stream()
			.filter((deposit) -> deposit.matched || this.random.nextInt(3) == 0)
			.filter((deposit) -> this.random.nextBoolean())
			.peek((deposit) -> deposit.matched = true)
			.map((deposit) -> deposit.id)
			.toList();
		if (!some.isEmpty()) {
			this.match.of(some);
		}
	}

	/** The next job of one of the lifecycles, or once more the one before. */
	private void goOn() {
		if (this.told.isEmpty()) {
			return;
		}
		Story story = this.told.get(this.random.nextInt(this.told.size()));
		if (this.random.nextInt(4) == 0 && story.begun) {
			this.beginCatchUp.of(story.id);
		}
		advance(story);
	}

	private boolean advance(Story story) {
		if (story.state == CampaignState.DRAFT) {
			return false;
		}
		if (!story.ready) {
			change(story, (campaign) -> {
				campaign.ready(this.now);
				return campaign;
			});
			story.ready = true;
			return true;
		}
		if (story.state == CampaignState.SCHEDULED && !story.firstDay.isAfter(this.now)) {
			change(story, (campaign) -> {
				campaign.activate(this.now);
				return campaign;
			});
			story.state = CampaignState.ACTIVE;
			return true;
		}
		if (story.state == CampaignState.SCHEDULED || story.closedByHand && story.firstDay.isAfter(this.now)) {
			return false;
		}
		if (!story.begun) {
			this.beginCatchUp.of(story.id);
			story.begun = true;
			return true;
		}
		if (!story.caughtUp) {
			story.caughtUp = !this.catchUp.next(story.id);
			return true;
		}
		if (story.state == CampaignState.ACTIVE && !this.now.isBefore(story.until)) {
			change(story, (campaign) -> {
				campaign.closeByEndDate(this.now);
				return campaign;
			});
			story.state = CampaignState.CLOSED;
			return true;
		}
		return false;
	}

	private void closeByHand() {
		this.told.stream()
			.filter((story) -> story.state == CampaignState.ACTIVE || story.state == CampaignState.SCHEDULED)
			.filter((story) -> this.random.nextInt(3) == 0)
			.findFirst()
			.ifPresent((story) -> {
				change(story, (campaign) -> {
					campaign.close(claire(), this.now);
					return campaign;
				});
				story.state = CampaignState.CLOSED;
				story.closedByHand = true;
				story.servedAtClose = served(story);
			});
	}

	private void unschedule() {
		this.told.stream()
			.filter((story) -> story.state == CampaignState.SCHEDULED && story.firstDay.isAfter(this.now))
			.findFirst()
			.ifPresent((story) -> {
				change(story, (campaign) -> {
					campaign.unschedule(this.now);
					return campaign;
				});
				story.state = CampaignState.DRAFT;
			});
	}

	private void nobodyIsServedTooEarly(int seed, int step) {
		this.told.stream()
			.filter((story) -> story.state == CampaignState.DRAFT || story.firstDay.isAfter(this.now))
			.forEach((story) -> assertThat(served(story)).as("story %d, step %d: before its first day", seed, step)
				.isEmpty());
	}

	private void untilNothingIsLeftToDo() {
		this.now = this.now.plus(Duration.ofDays(10));
		this.match.of(this.stored.stream().filter((deposit) -> !deposit.matched).map((deposit) -> deposit.id).toList());
		boolean more = true;
		while (more) {
			more = false;
			for (Story story : this.told) {
				more |= advance(story);
			}
		}
	}

	private void everyoneIsServedOnce(int seed) {
		for (Story story : this.told) {
			Set<String> concerned = new HashSet<>();
			this.stored.stream().filter(story::concerns).forEach((deposit) -> concerned.add(deposit.person));
			Set<String> served = served(story);
			String what = "story %d, campaign %s".formatted(seed, story.id);
			if (story.state == CampaignState.DRAFT) {
				assertThat(served).as(what).isEmpty();
			}
			else if (story.closedByHand) {
				assertThat(served).as(what + ", closed by hand").isEqualTo(story.servedAtClose);
				assertThat(concerned).as(what + ", closed by hand").containsAll(served);
			}
			else {
				assertThat(served).as(what).isEqualTo(concerned);
			}
		}
		assertThat(this.jdbc.sql("""
				select count(*) from (select 1 from delivery where origin = 'CAMPAIGN'
				  group by source_id, employee_id, document_id having count(*) > 1) twice
				""").query(Integer.class).single()).as("story %d: handed over twice", seed).isZero();
	}

	/** Who has the campaign's document, or will have it. */
	private Set<String> served(Story story) {
		return new HashSet<>(this.jdbc.sql("""
				select e.matricule from delivery d join employee e on e.id = d.employee_id
				where d.source_id = ? and d.state <> 'FAILED'
				""").param(story.id.value()).query(String.class).list());
	}

	private void change(Story story, UnaryOperator<Campaign> change) {
		this.transaction.executeWithoutResult((status) -> this.campaigns
			.saveAndFlush(change.apply(this.campaigns.findLocked(story.id.value()).orElseThrow())));
	}

	@SafeVarargs
	private <T> T any(T... values) {
		return values[this.random.nextInt(values.length)];
	}

	private ActorId claire() {
		return this.findActor.byLogin("claire.martin").orElseThrow().id();
	}

	/**
	 * A deposit that is written while a campaign starts is seen by the matching, by the
	 * catch-up or by both; never by none.
	 */
	@Test
	void aDepositInTheVeryMomentOfALaunchIsServedOnce() throws Exception {
		this.now = Instant.now().minusSeconds(60);
		List<CampaignId> all = new ArrayList<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
			for (int round = 0; round < 60; round++) {
				CampaignId campaign = this.launchedCampaigns.launching("LYO", "P", ExecutiveFilter.ALL, "", this.now,
						LocalDate.ofInstant(this.now, Campaign.PARIS), null, null);
				all.add(campaign);
				CyclicBarrier together = new CyclicBarrier(2);
				// At once with the writing of the deposit, and at once with its matching.
				boolean whileWriting = round % 2 == 0;
				Future<?> deposit = threads.submit(() -> {
					if (whileWriting) {
						together.await();
					}
					UUID id = this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, Instant.now());
					if (!whileWriting) {
						together.await();
					}
					return this.match.of(List.of(id));
				});
				Future<?> launch = threads.submit(() -> {
					together.await();
					this.transaction
						.executeWithoutResult((status) -> this.campaigns.require(campaign).ready(Instant.now()));
					this.beginCatchUp.of(campaign);
					while (this.catchUp.next(campaign)) {
						Thread.onSpinWait();
					}
					return null;
				});
				deposit.get();
				launch.get();
			}
		}
		assertThat(all).allSatisfy((campaign) -> assertThat(
				this.jdbc.sql("select count(*) from delivery where source_id = ? and state <> 'FAILED'")
					.param(campaign.value())
					.query(Integer.class)
					.single())
			.isOne());
	}

}
