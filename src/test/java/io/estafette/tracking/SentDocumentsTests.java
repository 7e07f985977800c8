package io.estafette.tracking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.estafette.delivery.DeliveryState;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.RepeatHandOverMail;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.FreeDiffusionState;
import io.estafette.diffusion.RetryFailures;
import io.estafette.diffusion.Sends;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import io.estafette.platform.Refusal;
import io.estafette.tracking.FindSendPeople.Query;
import io.estafette.tracking.FindSendPeople.Sort;
import io.estafette.tracking.FindSentDocuments.Line;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What was sent, found again: list, filters, detail, retry, second mail (F9, F11, O8).
 */
@SpringBootTest(properties = "estafette.mail.connections=0")
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Sends.class)
class SentDocumentsTests {

	@Autowired
	private Sends sends;

	@Autowired
	private FindSentDocuments find;

	@Autowired
	private FindSenders findSenders;

	@Autowired
	private FindSend findSend;

	@Autowired
	private FindSendDays findDays;

	@Autowired
	private FindSendPeople findPeople;

	@Autowired
	private RetryFailures retry;

	@Autowired
	private RepeatHandOverMail repeatMail;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void nothingWasSent() {
		this.jdbc.sql("truncate free_diffusion, hand_over, outgoing_mail cascade").update();
		List.of("H0001", "H0002", "H0003", "H0004").forEach((matricule) -> this.sends.move(matricule, "LYO"));
	}

	@Test
	void theNewestSendComesFirstAndItsPeopleInOrder() {
		this.sends.sent("claire.martin", "LYO", "H0001 H0002", "Première note", DocumentType.SIMPLE);
		this.sends.sent("claire.martin", "LYO", "H0001 H0002 H0003", "Seconde note", DocumentType.PROTECTED);
		List<Line> lines = lines("claire.martin", DocumentFilter.none());
		assertThat(lines).extracting(Line::document)
			.containsExactly("Seconde note", "Seconde note", "Seconde note", "Première note", "Première note");
		assertThat(lines.subList(0, 3)).extracting(Line::recipient).isEqualTo(this.jdbc.sql("""
				select first_name || ' ' || last_name from employee
				where matricule in ('H0001', 'H0002', 'H0003') order by last_name, first_name
				""").query(String.class).list());
		assertThat(lines.getFirst()).satisfies((line) -> {
			assertThat(line.state()).isEqualTo(DeliveryState.HANDED_OVER);
			assertThat(line.type()).isEqualTo(DocumentType.PROTECTED);
			assertThat(line.emitter()).isEqualTo("Lyon");
			assertThat(line.sender()).isEqualTo("Claire Martin");
			assertThat(line.deliveredAt()).isNotNull();
		});
	}

	@Test
	void everybodySeesTheirEmittersOnly() {
		this.sends.sent("claire.martin", "MRS", "H0101", "Pour Marseille", DocumentType.SIMPLE);
		this.sends.sent("claire.martin", "LYO", "H0001", "Pour Lyon", DocumentType.SIMPLE);
		this.sends.sent("nadia.leroy", "PAR", "A0001", "Pour Paris", DocumentType.SIMPLE);
		assertThat(names("claire.martin", DocumentFilter.none())).containsExactly("Pour Lyon", "Pour Marseille");
		assertThat(names("paul.bernard", DocumentFilter.none())).containsExactly("Pour Lyon");
		assertThat(names("nadia.leroy", DocumentFilter.none())).containsExactly("Pour Paris");
		assertThat(names("hugo.petit", DocumentFilter.none())).isEmpty();
		assertThat(names("paul.bernard", new DocumentFilter("", this.sends.node("MRS"), null, null, null, null, null)))
			.isEmpty();
		assertThat(this.findSenders.of(this.sends.actor("paul.bernard"))).extracting(FindSenders.Sender::name)
			.containsExactly("Claire Martin");
	}

	@ParameterizedTest
	@CsvSource({ "moreau, 2", "JULIE note, 1", "h0002, 1", "lefèvre, 1", "eric lefevre consigne, 0", "consigne, 1",
			"note h0001, 1", "%, 0", "_, 0", "xyzzy, 0", "'   ', 3" })
	void wordsAreFoundInPeopleAndDocuments(String search, int count) {
		this.sends.sent("claire.martin", "LYO", "H0001 H0002", "Note de service", DocumentType.SIMPLE);
		this.sends.sent("claire.martin", "LYO", "H0001", "Consigne", DocumentType.SIMPLE);
		assertThat(lines("claire.martin", new DocumentFilter(search, null, null, null, null, null, null)))
			.hasSize(count);
	}

	@Test
	void whoIsRenamedIsFoundUnderTheNewName() {
		this.sends.sent("claire.martin", "LYO", "H0040", "Note", DocumentType.SIMPLE);
		this.jdbc.sql("update employee set last_name = 'Zwingli' where matricule = 'H0040'").update();
		assertThat(names("claire.martin", new DocumentFilter("zwingli", null, null, null, null, null, null)))
			.containsExactly("Note");
	}

	@Test
	void filtersNarrow() {
		this.sends.sent("claire.martin", "LYO", "H0001", "Simple de Claire", DocumentType.SIMPLE);
		this.sends.sent("claire.martin", "MRS", "H0101", "Protégé de Claire", DocumentType.PROTECTED);
		this.sends.sent("paul.bernard", "LYO", "H0002", "Simple de Paul", DocumentType.SIMPLE);
		FreeDiffusionId failing = this.sends.requested("paul.bernard", "LYO", "H0003", "Échec de Paul",
				DocumentType.SIMPLE);
		this.sends.move("H0003", "MRS");
		this.sends.served(failing);
		LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
		String claire = "claire.martin";
		assertThat(names(claire, new DocumentFilter("", this.sends.node("MRS"), null, null, null, null, null)))
			.containsExactly("Protégé de Claire");
		assertThat(names(claire, new DocumentFilter("", null, DocumentType.PROTECTED, null, null, null, null)))
			.containsExactly("Protégé de Claire");
		assertThat(names(claire, new DocumentFilter("", null, null, DeliveryState.FAILED, null, null, null)))
			.containsExactly("Échec de Paul");
		assertThat(
				names(claire, new DocumentFilter("", null, null, null, null, null, this.sends.actor("paul.bernard"))))
			.containsExactly("Échec de Paul", "Simple de Paul");
		assertThat(names(claire, new DocumentFilter("", null, null, null, today, today, null))).hasSize(4);
		assertThat(names(claire, new DocumentFilter("", null, null, null, today.plusDays(1), null, null))).isEmpty();
		assertThat(names(claire, new DocumentFilter("", null, null, null, null, today.minusDays(1), null))).isEmpty();
		assertThat(
				names(claire,
						new DocumentFilter("simple", this.sends.node("LYO"), DocumentType.SIMPLE,
								DeliveryState.HANDED_OVER, today, today, this.sends.actor("paul.bernard"))))
			.containsExactly("Simple de Paul");
	}

	@Test
	void pagesMeetAlsoWhenSomethingIsSentInBetween() {
		this.sends.sent("claire.martin", "LYO", "", "Première", DocumentType.SIMPLE);
		this.sends.sent("claire.martin", "LYO", "", "Seconde", DocumentType.SIMPLE);
		FindSentDocuments.Page first = this.find.of(this.sends.actor("claire.martin"), DocumentFilter.none(), null);
		this.sends.sent("claire.martin", "LYO", "H0001", "Troisième", DocumentType.SIMPLE);
		FindSentDocuments.Page second = this.find.of(this.sends.actor("claire.martin"), DocumentFilter.none(),
				first.next());
		assertThat(first.lines()).hasSize(FindSentDocuments.PAGE);
		assertThat(second.next()).isNull();
		List<UUID> seen = new ArrayList<>(first.lines().stream().map(Line::delivery).toList());
		seen.addAll(second.lines().stream().map(Line::delivery).toList());
		assertThat(seen).hasSize(80).doesNotHaveDuplicates();
	}

	@Test
	void whatFailedIsRetriedAndNobodyElseIsServedTwice() {
		FreeDiffusionId id = this.sends.requested("claire.martin", "LYO", "H0001 H0002 H0003", "Note",
				DocumentType.PROTECTED);
		this.sends.move("H0002", "MRS");
		assertThat(this.sends.served(id)).isEqualTo(FreeDiffusionState.COMPLETED_WITH_FAILURES);
		FindSend.Send failed = send(id);
		assertThat(failed.failed()).isOne();
		assertThat(failed.done()).isEqualTo(2);
		assertThat(people(id, DeliveryState.FAILED)).containsExactly("H0002");
		List<Instant> before = handedOver(id);

		this.retry.of(id, this.sends.actor("claire.martin"));
		assertThat(send(id).isRunning()).isTrue();
		this.retry.of(id, this.sends.actor("claire.martin"));
		assertThat(this.sends.served(id)).isEqualTo(FreeDiffusionState.COMPLETED_WITH_FAILURES);

		this.sends.move("H0002", "LYO");
		this.retry.of(id, this.sends.actor("claire.martin"));
		assertThat(this.sends.served(id)).isEqualTo(FreeDiffusionState.COMPLETED);
		assertThat(send(id).done()).isEqualTo(3);
		assertThat(send(id).retriedBy()).isEqualTo("Claire Martin");
		assertThat(handedOver(id)).hasSize(3).containsAll(before);
		assertThat(mails(id)).isEqualTo(3);
		this.retry.of(id, this.sends.actor("claire.martin"));
		assertThat(send(id).state()).isEqualTo(FreeDiffusionState.COMPLETED);
	}

	@Test
	void aRetryNeedsTheRightToSendEachType() {
		FreeDiffusionId id = this.sends.requested("claire.martin", "LYO", "H0001 H0002", "Note",
				DocumentType.PROTECTED);
		this.sends.move("H0002", "MRS");
		this.sends.served(id);
		refused("TYPE_NOT_ALLOWED_PROTECTED", () -> this.retry.of(id, this.sends.actor("paul.bernard")));
		refused("NOT_FOUND", () -> this.retry.of(id, this.sends.actor("nadia.leroy")));
		refused("NOT_FOUND", () -> this.retry.of(id, this.sends.actor("hugo.petit")));
		assertThat(send(id).failed()).isOne();
	}

	@Test
	void aRightWithdrawnBeforeTheRetryStopsItAndLeavesWhatWasServed() {
		FreeDiffusionId id = this.sends.requested("paul.bernard", "LYO", "H0001 H0002", "Note", DocumentType.SIMPLE);
		this.sends.move("H0002", "MRS");
		this.sends.served(id);
		this.retry.of(id, this.sends.actor("paul.bernard"));
		UUID paul = this.sends.actor("paul.bernard").value();
		this.jdbc.sql("delete from access_right where actor_id = ?").param(paul).update();
		try {
			assertThat(this.sends.served(id)).isEqualTo(FreeDiffusionState.REFUSED);
		}
		finally {
			this.jdbc.sql("insert into access_right (actor_id, node_id, kind) values (?, ?, 'DL')")
				.param(paul)
				.param(this.sends.node("LYO").value())
				.update();
		}
		assertThat(send(id).state()).isEqualTo(FreeDiffusionState.COMPLETED_WITH_FAILURES);
		assertThat(send(id).done()).isOne();
		assertThat(lines("claire.martin", new DocumentFilter("", null, null, DeliveryState.FAILED, null, null, null)))
			.extracting(Line::reason)
			.containsExactly("RIGHT_WITHDRAWN");
	}

	@Test
	void aMailIsSentAgainOnRequestButNotTwiceInARow() {
		FreeDiffusionId id = this.sends.sent("claire.martin", "LYO", "H0001", "Note", DocumentType.SIMPLE);
		HandOverId handOver = new HandOverId(
				this.findPeople.of(id, this.sends.actor("claire.martin"), Query.all(), null)
					.people()
					.getFirst()
					.handOver());
		refused("MAIL_WAITING", () -> this.repeatMail.of(handOver, this.sends.actor("claire.martin")));
		this.jdbc.sql("update outgoing_mail set state = 'SENT', sent_at = now() - interval '1 hour'").update();
		refused("NOT_FOUND", () -> this.repeatMail.of(handOver, this.sends.actor("nadia.leroy")));
		this.repeatMail.of(handOver, this.sends.actor("paul.bernard"));
		assertThat(mails(id)).isEqualTo(2);
		refused("MAIL_WAITING", () -> this.repeatMail.of(handOver, this.sends.actor("claire.martin")));
		this.jdbc.sql("update outgoing_mail set state = 'SENT', sent_at = now() where copy = 1").update();
		refused("MAIL_JUST_SENT", () -> this.repeatMail.of(handOver, this.sends.actor("claire.martin")));
		this.jdbc.sql("update outgoing_mail set state = 'FAILED', sent_at = null where copy = 1").update();
		this.repeatMail.of(handOver, this.sends.actor("claire.martin"));
		assertThat(mails(id)).isEqualTo(2);
	}

	@Test
	void oneSendIsSeenInDetailByThoseWhoMay() {
		FreeDiffusionId id = this.sends.sent("claire.martin", "LYO", "", "Note", DocumentType.SIMPLE);
		FindSend.Send send = send(id);
		assertThat(send.recipients()).isEqualTo(40);
		assertThat(send.counts()).containsExactly(Map.entry(DeliveryState.HANDED_OVER, 40));
		assertThat(send.percent()).isEqualTo(100);
		FindSendPeople.Page page = this.findPeople.of(id, this.sends.actor("paul.bernard"), Query.all(), null);
		assertThat(page.people()).hasSize(40);
		assertThat(this.findPeople
			.of(id, this.sends.actor("paul.bernard"), new Query("moreau jul", null, Sort.NAME, false), null)
			.people()).extracting(FindSendPeople.Person::matricule).containsExactly("H0001");
		refused("NOT_FOUND", () -> this.findSend.of(id, this.sends.actor("nadia.leroy")));
		refused("NOT_FOUND", () -> this.findPeople.of(id, this.sends.actor("hugo.petit"), Query.all(), null));
	}

	/** Every column up and down, page by page: everybody, each once, in order. */
	@Test
	void peopleOfASendAreSortedAndPaged() {
		List<String> guests = IntStream.rangeClosed(101, 120).mapToObj("H0%d"::formatted).toList();
		guests.forEach((matricule) -> this.sends.move(matricule, "LYO"));
		FreeDiffusionId id = this.sends.sent("claire.martin", "LYO", "", "Note", DocumentType.SIMPLE);
		guests.forEach((matricule) -> this.sends.move(matricule, "MRS"));
		this.jdbc.sql("""
				update delivery set state = (array['FAILED', 'OPENED', 'HANDED_OVER', 'NOTIFIED'])[1 + number % 4],
				  reason = case when number % 4 = 0 then 'RECIPIENT_LEFT_EMITTER' end
				""").update();
		this.jdbc.sql("update hand_over set handed_over_at = handed_over_at + interval '1 hour' * (ordinal % 7)")
			.update();
		this.jdbc
			.sql("update outgoing_mail set state = 'FAILED' where employee_id = (select id from employee "
					+ "where matricule = 'H0007')")
			.update();
		for (Sort sort : Sort.values()) {
			List<String> up = sorted(id, sort, false);
			assertThat(up).as(sort.name()).hasSize(60).doesNotHaveDuplicates();
			assertThat(sorted(id, sort, true)).as(sort.name()).isEqualTo(up.reversed());
		}
		assertThat(sorted(id, Sort.MATRICULE, false)).isSorted().startsWith("H0001");
		assertThat(sorted(id, Sort.MAIL, false)).startsWith("H0007");
		assertThat(sorted(id, Sort.STATE, false).subList(0, 15))
			.containsExactlyInAnyOrderElementsOf(people(id, DeliveryState.FAILED));
		assertThat(sorted(id, Sort.NAME, false)).isEqualTo(this.jdbc.sql("""
				select e.matricule from hand_over h join employee e on e.id = h.employee_id
				order by e.last_name, e.first_name, e.id
				""").query(String.class).list());
		assertThat(
				this.findPeople.of(id, this.sends.actor("claire.martin"), new Query("", null, Sort.DATE, false), 4_711)
					.people())
			.as("an invented place")
			.isEmpty();
	}

	@Test
	void theDaysOfASendAreThoseOfItsDocuments() {
		FreeDiffusionId id = this.sends.sent("claire.martin", "LYO", "H0001 H0002 H0003", "Note", DocumentType.SIMPLE);
		this.jdbc
			.sql("""
					update delivery d set handed_over_at = case when e.matricule = 'H0001' then timestamptz '2026-10-24 22:30Z'
					  else timestamptz '2026-10-26 09:00Z' end from employee e where e.id = d.employee_id
					""")
			.update();
		assertThat(this.findDays.of(id, this.sends.actor("paul.bernard")))
			.isEqualTo(Map.of(LocalDate.of(2026, 10, 25), 1L, LocalDate.of(2026, 10, 26), 2L));
		refused("NOT_FOUND", () -> this.findDays.of(id, this.sends.actor("nadia.leroy")));
	}

	private List<String> sorted(FreeDiffusionId id, Sort sort, boolean descending) {
		List<String> seen = new ArrayList<>();
		FindSendPeople.Page page = null;
		do {
			page = this.findPeople.of(id, this.sends.actor("claire.martin"), new Query("", null, sort, descending),
					(page != null) ? page.next() : null);
			page.people().forEach((person) -> seen.add(person.matricule()));
		}
		while (page.next() != null);
		return seen;
	}

	private List<Line> lines(String login, DocumentFilter filter) {
		return this.find.of(this.sends.actor(login), filter, null).lines();
	}

	private List<String> names(String login, DocumentFilter filter) {
		return lines(login, filter).stream().map(Line::document).toList();
	}

	private FindSend.Send send(FreeDiffusionId id) {
		return this.findSend.of(id, this.sends.actor("claire.martin"));
	}

	private List<String> people(FreeDiffusionId id, @Nullable DeliveryState state) {
		return this.findPeople.of(id, this.sends.actor("claire.martin"), new Query("", state, Sort.NAME, false), null)
			.people()
			.stream()
			.map(FindSendPeople.Person::matricule)
			.toList();
	}

	private List<Instant> handedOver(FreeDiffusionId id) {
		return this.jdbc.sql("select handed_over_at from hand_over where source_id = ? and handed_over_at is not null")
			.param(id.value())
			.query((row, number) -> row.getTimestamp(1).toInstant())
			.list();
	}

	private int mails(FreeDiffusionId id) {
		return this.jdbc
			.sql("select count(*) from outgoing_mail m join hand_over h on h.id = m.hand_over_id where h.source_id = ?")
			.param(id.value())
			.query(Integer.class)
			.single();
	}

	private static void refused(String code, Runnable attempt) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(attempt::run)
			.satisfies((refusal) -> assertThat(refusal.code()).isEqualTo(code));
	}

}
