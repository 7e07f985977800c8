package io.estafette.campaign;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.estafette.campaign.FindCampaignDeliveries.Query;
import io.estafette.campaign.FindCampaignDeliveries.Sort;
import io.estafette.campaign.FindCampaignDeliveries.Trigger;
import io.estafette.delivery.DeliveryId;
import io.estafette.delivery.DeliveryState;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.RecordOpened;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.support.LargeAgency;
import io.estafette.signature.CancelSignature;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The figures of the follow-up are those of the ledger, whatever happened to it, and the
 * people of a campaign are found, sorted and paged (C12, C14).
 */
@SpringBootTest(properties = { "camunda.client.enabled=false", "estafette.mail.connections=0" })
@ActiveProfiles("demonstration")
@WithDatabase
@Import({ Deposits.class, LaunchedCampaigns.class })
class CampaignFiguresTests {

	@Autowired
	private Deposits deposits;

	@Autowired
	private LaunchedCampaigns campaigns;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private BeginCatchUp beginCatchUp;

	@Autowired
	private CatchUpCampaign catchUp;

	@Autowired
	private CloseCampaign close;

	@Autowired
	private HandOverDocuments handOver;

	@Autowired
	private RecordOpened recordOpened;

	@Autowired
	private CancelSignature cancelSignature;

	@Autowired
	private FoldCampaignFigures fold;

	@Autowired
	private FindCampaign findCampaign;

	@Autowired
	private FindCampaigns findCampaigns;

	@Autowired
	private FindCampaignDays findDays;

	@Autowired
	private SummarizeCampaigns summarize;

	@Autowired
	private FindCampaignDeliveries findDeliveries;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	/** Other tests count the people of the agency. */
	@AfterEach
	void nobodyElse() {
		nothingYet();
		this.jdbc.sql("delete from employee where matricule like 'K%'").update();
	}

	@BeforeEach
	void nothingYet() {
		this.jdbc.sql("truncate campaign, deposit, hand_over, outgoing_mail cascade").update();
	}

	@Test
	void figuresAreThoseOfTheLedger() throws Exception {
		CampaignId running = running(null);
		CampaignId brand = this.campaigns.launched("HORIZON", "PC", ExecutiveFilter.ALL, "", Instant.now(), today(),
				null, null);
		this.jdbc.sql("update document set type = 'TO_SIGN' where id in (select document_id from campaign_document)")
			.update();
		List<UUID> stored = new ArrayList<>();
		for (int i = 1; i <= 12; i++) {
			stored.add(this.deposits.store("PAYSLIP", "H00%02d".formatted(i), "LYO", null, null, Instant.now()));
		}
		// Duplicates: matched twice, also at once, and handed over twice.
		atOnce(() -> this.match.of(stored), () -> this.match.of(stored), () -> this.match.of(stored.subList(3, 9)));
		figuresAgree(running, brand);
		assertThat(view(running).served()).isZero();
		List<HandOverId> handOvers = handOvers("DEPOSIT");
		// Parallel chunks of the same campaigns.
		atOnce(() -> this.handOver.of(handOvers.subList(0, 6)), () -> this.handOver.of(handOvers.subList(6, 12)),
				() -> this.handOver.of(handOvers.subList(3, 9)), () -> {
					this.fold.now();
					return true;
				});
		figuresAgree(running, brand);
		assertThat(view(running).served()).isEqualTo(12);
		this.deposits.store("CONTRACT", "H0001", "LYO", null, null, Instant.now());
		this.handOver.of(handOvers("DEPOSIT"));
		this.fold.now();
		figuresAgree(running, brand);
		// Opened and signed.
		List<UUID> lines = this.jdbc.sql("select id from delivery where source_id = ? order by number")
			.param(running.value())
			.query(UUID.class)
			.list();
		lines.subList(0, 5).forEach((line) -> this.recordOpened.of(new DeliveryId(line)));
		state(lines.get(0), "SIGNED");
		state(lines.get(1), "SIGNED");
		state(lines.get(2), "DECLINED");
		state(lines.get(3), "EXPIRED");
		figuresAgree(running, brand);
		assertThat(view(running)).extracting(CampaignView::signed, CampaignView::toSign).containsExactly(2, 8);
		// Nobody is asked any more: there is nothing to sign.
		this.cancelSignature.of(lines.get(4), claire());
		figuresAgree(running, brand);
		assertThat(view(running).toSign()).isEqualTo(7);
		// A line that fails and is tried again.
		state(lines.get(11), "FAILED");
		this.fold.now();
		figuresAgree(running, brand);
		state(lines.get(11), "HANDED_OVER");
		// Closed in the middle of a catch-up: who was not served is counted as such.
		this.deposits.store("PAYSLIP", "H0020", "LYO", null, null, Instant.now().minusSeconds(3_600));
		this.deposits.store("PAYSLIP", "H0021", "LYO", null, null, Instant.now().minusSeconds(3_600));
		CampaignId late = running(today().minusDays(10));
		this.beginCatchUp.of(late);
		this.close.of(late, claire());
		while (this.catchUp.next(late)) {
			figuresAgree(late);
		}
		figuresAgree(running, brand, late);
		assertThat(view(late).notServed()).isEqualTo(14);
		assertThat(this.jdbc.sql("""
				select count(*) from journal_entry j join delivery d on d.id = j.subject_id
				where d.source_id = ? and j.action = 'DELIVERY_FAILED' and j.details ->> 'reason' = 'CAMPAIGN_CLOSED'
				""").param(late.value()).query(Integer.class).single()).isEqualTo(14);
		this.fold.now();
		this.fold.now();
		assertThat(this.jdbc.sql("select count(*) from campaign_figures_change").query(Integer.class).single())
			.isZero();
		figuresAgree(running, brand, late);
		// The summary of a node is the sum of its campaigns, and the lists say the same.
		SummarizeCampaigns.Summary summary = this.summarize.of(claire(), node("LYO"));
		assertThat(summary.active()).isEqualTo(1);
		assertThat(summary.figures().handedOver()).isEqualTo(12);
		assertThat(summary.figures().missed()).isEqualTo(14);
		assertThat(this.findCampaigns.of(claire(), List.of(CampaignState.CLOSED), node("LYO"), null).lines())
			.singleElement()
			.satisfies((line) -> assertThat(line.figures().missed()).isEqualTo(14));
		// Counted anew, they are still the same.
		CampaignFigures before = listed(running);
		this.jdbc.sql("select count_campaign_figures()").query((row) -> {
		});
		assertThat(listed(running)).isEqualTo(before);
		figuresAgree(running, brand, late);
	}

	/** A fault in the middle of a chunk, after its lines were handed over. */
	@Test
	void aChunkThatIsRolledBackLeavesNoFigures() {
		CampaignId campaign = catchingUp(60);
		this.jdbc.sql("""
				create or replace function no_mails() returns trigger language plpgsql as $$
				begin raise exception 'no mails'; end $$
				""").update();
		this.jdbc.sql("create trigger no_mails before insert on outgoing_mail execute function no_mails()").update();
		try {
			assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.catchUp.next(campaign));
		}
		finally {
			this.jdbc.sql("drop trigger no_mails on outgoing_mail").update();
		}
		this.fold.now();
		figuresAgree(campaign);
		assertThat(view(campaign)).extracting(CampaignView::served, CampaignView::notServed).containsExactly(0, 0);
		while (this.catchUp.next(campaign)) {
			figuresAgree(campaign);
		}
		assertThat(view(campaign)).extracting(CampaignView::served, CampaignView::notServed).containsExactly(60, 0);
	}

	/** C10: some are served, the others are listed as not served. */
	@Test
	void aCatchUpThatIsClosedAfterOneChunkCountsBoth() {
		CampaignId campaign = catchingUp(CatchUpCampaign.CHUNK + 20);
		assertThat(this.catchUp.next(campaign)).isTrue();
		figuresAgree(campaign);
		this.fold.now();
		this.close.of(campaign, claire());
		assertThat(this.catchUp.next(campaign)).isTrue();
		figuresAgree(campaign);
		assertThat(this.catchUp.next(campaign)).isFalse();
		this.fold.now();
		figuresAgree(campaign);
		assertThat(view(campaign)).extracting(CampaignView::served, CampaignView::handedOver, CampaignView::notServed)
			.containsExactly(CatchUpCampaign.CHUNK, CatchUpCampaign.CHUNK, 20);
	}

	/** A retroactive campaign that has so many people to catch up with. */
	private CampaignId catchingUp(int people) {
		LargeAgency.employees(this.jdbc, people);
		UUID one = this.deposits.store("PAYSLIP", "H0030", "LYO", null, null, Instant.now().minusSeconds(86_400));
		this.jdbc
			.sql("""
					insert into deposit (id, system_id, brand_id, external_id, request_hash, kind, matricule, period, agency_id,
					  executive, employee_id, document_id, state, deposited_at, received_at)
					select gen_random_uuid(), d.system_id, d.brand_id, e.matricule, d.request_hash, d.kind, e.matricule, d.period,
					  d.agency_id, d.executive, e.id, d.document_id, 'COMPLETED', d.deposited_at, d.received_at
					from deposit d, employee e where d.id = ? and e.matricule like 'K%'
					""")
			.param(one)
			.update();
		this.jdbc.sql("truncate hand_over cascade").update();
		this.jdbc.sql("delete from deposit where id = ?").param(one).update();
		CampaignId campaign = running(today().minusDays(10));
		this.beginCatchUp.of(campaign);
		return campaign;
	}

	/** C12: hundreds of campaigns, page by page, each once. */
	@Test
	void listsArePaged() {
		for (int i = 0; i < 45; i++) {
			running(null);
		}
		List<CampaignId> seen = new ArrayList<>();
		FindCampaigns.Page page = null;
		do {
			page = this.findCampaigns.of(claire(), List.of(CampaignState.ACTIVE), node("LYO"),
					(page != null) ? page.next() : null);
			page.lines().forEach((line) -> seen.add(line.id()));
		}
		while (page.next() != null);
		assertThat(seen).hasSize(45).doesNotHaveDuplicates();
	}

	/** C14: every column up and down, page by page: all lines, each once, in order. */
	@ParameterizedTest
	@EnumSource
	void peopleAreSortedAndPaged(Sort sort) {
		CampaignId campaign = served();
		for (boolean descending : List.of(false, true)) {
			Query query = new Query("", null, null, null, sort, descending);
			List<FindCampaignDeliveries.Line> all = this.findDeliveries.of(campaign, claire(), query, null, 100)
				.items();
			assertThat(all).hasSize(9);
			List<FindCampaignDeliveries.Line> paged = new ArrayList<>();
			Long after = null;
			do {
				FindCampaignDeliveries.Page page = this.findDeliveries.of(campaign, claire(), query, after, 2);
				paged.addAll(page.items());
				after = page.next();
			}
			while (after != null);
			assertThat(paged).isEqualTo(all);
			if (sort == Sort.NAME) {
				assertThat(all).extracting((line) -> line.lastName().toLowerCase(Locale.ROOT).replace('é', 'e'))
					.isSortedAccordingTo(descending ? (a, b) -> b.compareTo(a) : String::compareTo);
			}
		}
	}

	/**
	 * The same with several agencies and documents, some of which have the same name, and
	 * with a search.
	 */
	@ParameterizedTest
	@EnumSource
	void peopleOfSeveralAgenciesAreSortedAndPaged(Sort sort) {
		CampaignId campaign = this.campaigns.launched("HORIZON", "PC", ExecutiveFilter.ALL, "", Instant.now(), today(),
				null, null);
		this.jdbc
			.sql("""
					insert into document (id, brand_id, file_name, name, type, original_sha256, size, pages, active_content,
					  already_signed, created_at)
					select gen_random_uuid(), d.brand_id, d.file_name, n.name, d.type, d.original_sha256, d.size, d.pages, false,
					  false, now()
					from document d join campaign_document cd on cd.document_id = d.id and cd.campaign_id = :campaign
					cross join unnest(array['Annexe', 'Écharpe', 'annexe']) n (name)
					""")
			.param("campaign", campaign.value())
			.update();
		this.jdbc.sql("""
				insert into campaign_document (campaign_id, document_id, position)
				select ?, id, row_number() over () + 1 from document where name in ('Annexe', 'Écharpe', 'annexe')
				and created_at >= (select created_at from campaign where id = ?)
				""").param(campaign.value()).param(campaign.value()).update();
		for (String person : List.of("H0101 MRS", "H0002 LYO", "H0201 LYO-SIEGE", "H0001 LYO", "H0102 MRS")) {
			String[] parts = person.split(" ");
			this.match.of(List.of(this.deposits.store("PAYSLIP", parts[0], parts[1], null, null, Instant.now())));
		}
		this.handOver.of(handOvers("DEPOSIT").subList(0, 3));
		for (boolean descending : List.of(false, true)) {
			for (String search : List.of("", "h0")) {
				Query query = new Query(search, null, null, null, sort, descending);
				List<FindCampaignDeliveries.Line> all = paged(campaign, query, 100);
				assertThat(all).hasSize(20).doesNotHaveDuplicates();
				assertThat(paged(campaign, query, 3)).isEqualTo(all);
				if (search.isEmpty()) {
					assertThat(all).isSortedAccordingTo(descending ? order(sort).reversed() : order(sort));
				}
			}
		}
		assertThat(this.findDeliveries.of(campaign, claire(), Query.all(), null, 3).total()).isEqualTo(20);
	}

	private List<FindCampaignDeliveries.Line> paged(CampaignId campaign, Query query, int limit) {
		List<FindCampaignDeliveries.Line> lines = new ArrayList<>();
		Long after = null;
		do {
			FindCampaignDeliveries.Page page = this.findDeliveries.of(campaign, claire(), query, after, limit);
			lines.addAll(page.items());
			after = page.next();
		}
		while (after != null);
		return lines;
	}

	/** As the reader sees it; lines with the same come in the order of their numbers. */
	private static Comparator<FindCampaignDeliveries.Line> order(Sort sort) {
		Comparator<FindCampaignDeliveries.Line> byNumber = Comparator.comparing(FindCampaignDeliveries.Line::number);
		return switch (sort) {
			case MATRICULE -> Comparator.comparing(FindCampaignDeliveries.Line::matricule).thenComparing(byNumber);
			case DOCUMENT -> Comparator.comparing((FindCampaignDeliveries.Line line) -> searchable(line.document()))
				.thenComparing(byNumber);
			case AGENCY -> Comparator.comparing((FindCampaignDeliveries.Line line) -> searchable(line.agency()))
				.thenComparing(byNumber);
			case TRIGGER -> Comparator.comparing((FindCampaignDeliveries.Line line) -> line.trigger().name())
				.thenComparing(byNumber);
			case STATE ->
				Comparator.comparing((FindCampaignDeliveries.Line line) -> line.state().name()).thenComparing(byNumber);
			case NAME -> Comparator.comparing((FindCampaignDeliveries.Line line) -> searchable(line.lastName()));
			case PREPARED -> byNumber;
			case DATE -> (a, b) -> 0;
		};
	}

	private static String searchable(String text) {
		return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
	}

	/** C14: what was deposited, also where a catch-up brought it. */
	@Test
	void peopleOfACatchUpHaveATrigger() {
		CampaignId campaign = served();
		assertThat(this.findDeliveries.of(campaign, claire(), Query.all(), null, 100).items())
			.filteredOn(FindCampaignDeliveries.Line::catchUp)
			.extracting(FindCampaignDeliveries.Line::matricule, FindCampaignDeliveries.Line::trigger)
			.containsExactlyInAnyOrder(tuple("H0008", Trigger.PAYSLIP), tuple("H0009", Trigger.PAYSLIP));
	}

	@Test
	void aPlaceThatTheListNeverHadIsRefused() {
		CampaignId campaign = served();
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.findDeliveries.of(campaign, claire(), Query.all(), Long.MAX_VALUE, 100))
			.extracting(Refusal::code)
			.isEqualTo("CURSOR_INVALID");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			h0003              | -       | -   | -        | 1
			LEFEVRE eric       | -       | -   | -        | 1
			lefèvre consignes  | -       | -   | -        | 1
			100%_              | -       | -   | -        | 0
			-                  | OPENED  | -   | -        | 1
			-                  | SIGNED  | -   | -        | 0
			-                  | -       | MRS | -        | 0
			-                  | -       | LYO | -        | 9
			-                  | -       | -   | PAYSLIP  | 6
			-                  | -       | -   | CONTRACT | 3
			-                  | -       | -   | CATCH_UP | 2
			moreau             | OPENED  | LYO | PAYSLIP  | 1
			""")
	void peopleAreFound(@Nullable String search, @Nullable DeliveryState state, @Nullable String agency,
			@Nullable Trigger trigger, int found) {
		CampaignId campaign = served();
		assertThat(this.findDeliveries
			.of(campaign, claire(),
					new Query((search != null) ? search : "", state, (agency != null) ? node(agency).value() : null,
							trigger, Sort.NAME, false),
					null, 100)
			.items()).hasSize(found);
	}

	/** Nine people: two by catch-up, four by a payslip, three by a contract. */
	private CampaignId served() {
		Instant past = Instant.now().minusSeconds(86_400);
		this.deposits.store("PAYSLIP", "H0008", "LYO", null, null, past);
		this.deposits.store("PAYSLIP", "H0009", "LYO", null, null, past);
		CampaignId campaign = running(today().minusDays(10));
		this.beginCatchUp.of(campaign);
		while (this.catchUp.next(campaign)) {
			continue;
		}
		for (int i = 1; i <= 7; i++) {
			this.match.of(List.of(this.deposits.store((i <= 4) ? "PAYSLIP" : "CONTRACT", "H000" + i, "LYO", null, null,
					Instant.now())));
		}
		this.handOver.of(handOvers("DEPOSIT"));
		this.recordOpened.of(new DeliveryId(this.jdbc.sql("""
				select d.id from delivery d join employee e on e.id = d.employee_id
				where d.source_id = ? and e.matricule = 'H0001'
				""").param(campaign.value()).query(UUID.class).single()));
		return campaign;
	}

	private CampaignId running(@Nullable LocalDate since) {
		return this.campaigns.launched("LYO", "PC", ExecutiveFilter.ALL, "", Instant.now(), today(), null, since);
	}

	private void figuresAgree(CampaignId... ids) {
		for (CampaignId id : ids) {
			CampaignFigures counted = this.jdbc.sql("""
					select count(distinct employee_id) filter (where handed_over_at is not null) as served,
					  (select count(*) from (select employee_id from delivery where source_id = :id group by 1
					    having bool_or(state = 'FAILED') and not bool_or(handed_over_at is not null)) p) as missed,
					  count(*) filter (where handed_over_at is not null) as handed_over,
					  count(*) filter (where state = 'FAILED') as failed,
					  count(*) filter (where state = 'SIGNATURE_REQUESTED') as to_sign,
					  count(*) filter (where state = 'SIGNED') as signed
					from delivery where source_id = :id
					""").param("id", id.value()).query((row, number) -> CampaignFigures.map(row)).single();
			CampaignView view = view(id);
			assertThat(List.of(view.served(), view.handedOver(), view.notServed(), view.toSign(), view.signed()))
				.containsExactly((int) counted.served(), (int) counted.handedOver(), (int) counted.failed(),
						(int) counted.toSign(), (int) counted.signed());
			assertThat(listed(id)).isEqualTo(counted);
			assertThat(this.findDays.of(id, claire())).isEqualTo(this.jdbc.sql("""
					select (handed_over_at at time zone 'Europe/Paris')::date, count(*) from delivery
					where source_id = ? and handed_over_at is not null group by 1 order by 1
					""")
				.param(id.value())
				.query((row, number) -> new FindCampaignDays.Day(row.getObject(1, LocalDate.class), row.getLong(2)))
				.list());
		}
	}

	private CampaignFigures listed(CampaignId id) {
		return this.findCampaigns.of(claire(), List.of(CampaignState.values()), null, null)
			.lines()
			.stream()
			.filter((line) -> line.id().equals(id))
			.findFirst()
			.orElseThrow()
			.figures();
	}

	private CampaignView view(CampaignId id) {
		return this.findCampaign.of(id, claire());
	}

	private void state(UUID line, String state) {
		this.jdbc.sql("update delivery set state = ?, reason = null where id = ?").param(state).param(line).update();
	}

	private List<HandOverId> handOvers(String kind) {
		return this.jdbc.sql("select id from hand_over where source_kind = ? order by id")
			.param(kind)
			.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
			.list();
	}

	private static void atOnce(Callable<?>... tasks) throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(tasks.length)) {
			List<Future<?>> results = new ArrayList<>();
			for (Callable<?> task : tasks) {
				results.add(threads.submit(task));
			}
			for (Future<?> result : results) {
				result.get();
			}
		}
	}

	private NodeId node(String code) {
		return new NodeId(this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single());
	}

	private ActorId claire() {
		return this.findActor.byLogin("claire.martin").orElseThrow().id();
	}

	private static LocalDate today() {
		return LocalDate.now(Campaign.PARIS);
	}

}
