package io.estafette.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.organization.Node;
import io.estafette.tracking.FindUnreached.Line;
import io.estafette.tracking.FindUnreached.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Who should have received and did not: why, page by page, for whom, and what comes of
 * the actions (C12, O8). Dora holds D on Lyon and nothing else, Paul DL there.
 */
class UnreachedTests extends FollowUpTest {

	private static final String CLAIRE = "claire.martin";

	private static final String PAUL = "paul.bernard";

	private static final String DORA = "dora";

	private static final String MAILS = "/diffusions/pilotee/non-servis/mails/";

	private static final String INVITATIONS = "/diffusions/pilotee/non-servis/invitations/";

	@Autowired
	private FindUnreached find;

	@BeforeEach
	void doraRunsCampaigns() {
		this.jdbc.sql("""
				insert into actor (id, kind, login, name, email, password)
				select gen_random_uuid(), 'HR_USER', 'dora', 'Dora', 'dora@rh.example', password
				from actor where login = 'claire.martin' on conflict (login) do nothing
				""").update();
		this.jdbc.sql("""
				insert into access_right (actor_id, node_id, kind)
				select a.id, n.id, 'D' from actor a, node n where a.login = 'dora' and n.code = 'LYO'
				on conflict do nothing
				""").update();
	}

	@AfterEach
	void everybodyIsBack() {
		List.of("H0001", "H0002", "H0011").forEach((matricule) -> this.sends.move(matricule, "LYO"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			C | ALL    | -        | PAYSLIP  | -     | -        | TRIGGER
			P | ALL    | -        | CONTRACT | -     | -        | TRIGGER
			C | ONLY   | -        | CONTRACT | false | -        | EXECUTIVES
			C | EXCEPT | -        | CONTRACT | true  | -        | EXECUTIVES
			C | ALL    | EU-ACIER | CONTRACT | -     | -        | COMPANIES
			C | ALL    | EU-ACIER | CONTRACT | -     | EU-ACIER | UNDERWAY
			P | ALL    | -        | PAYSLIP  | -     | -        | UNDERWAY
			""")
	void aDepositBroughtNoCampaignForAReason(String triggers, ExecutiveFilter executives, @Nullable String companies,
			String kind, @Nullable Boolean executive, @Nullable String company, String reason) {
		CampaignId campaign = running("LYO", triggers, executives, (companies != null) ? companies : "");
		this.deposits.store(kind, "H0001", "LYO", executive, company, Instant.now());
		assertThat(lines(DORA, "LYO", Part.DEPOSITS)).singleElement().satisfies((line) -> {
			assertThat(line.reason()).isEqualTo(reason);
			assertThat(line.matricule()).isEqualTo("H0001");
			assertThat(line.campaign()).isEqualTo(campaign.value());
		});
	}

	@Test
	void aDepositFailedOrItsPersonWasServedBefore() {
		CampaignId original = running("LYO", "P", ExecutiveFilter.ALL, "");
		served("H0001");
		CampaignId copy = running("LYO", "P", ExecutiveFilter.ALL, "");
		this.jdbc.sql("update campaign set leave_out = array[?::uuid] where id = ?")
			.param(original.value())
			.param(copy.value())
			.update();
		assertThat(lines(DORA, "LYO", Part.DEPOSITS)).extracting(Line::campaign, Line::reason)
			.containsExactly(tuple(copy.value(), "LEFT_OUT"));
		this.jdbc.sql("update deposit set state = 'FAILED'").update();
		assertThat(lines(DORA, "LYO", Part.DEPOSITS)).extracting(Line::reason).containsExactly("FAILED");
	}

	@Test
	void whatNeedsNothingAndWhatIsOfOthersIsNotListed() {
		running("HORIZON", "C", ExecutiveFilter.ALL, "");
		this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, Instant.now());
		assertThat(lines(CLAIRE, "LYO", Part.DEPOSITS)).hasSize(1);
		assertThat(lines(DORA, "LYO", Part.DEPOSITS)).as("the brand's campaigns are not Dora's").isEmpty();
		running("LYO", "P", ExecutiveFilter.ALL, "");
		served("H0002");
		assertThat(lines(DORA, "LYO", Part.DEPOSITS)).extracting(Line::matricule).containsExactly("H0001");
		this.deposits.store("PAYSLIP", "H0003", "LYO", null, null, Instant.now().minusSeconds(32L * 86_400));
		assertThat(lines(DORA, "LYO", Part.DEPOSITS)).as("long ago").hasSize(1);
	}

	@Test
	void allCampaignsOfOneDepositStandOnOnePage() {
		for (int i = 0; i < 3; i++) {
			running("LYO", "C", ExecutiveFilter.ALL, "");
		}
		for (int i = 1; i <= 20; i++) {
			this.deposits.store("PAYSLIP", "H00%02d".formatted(i), "LYO", null, null, Instant.now());
		}
		FindUnreached.Page first = page(DORA, "LYO", Part.DEPOSITS, null);
		FindUnreached.Page second = page(DORA, "LYO", Part.DEPOSITS, first.next());
		assertThat(first.lines()).hasSize(51);
		assertThat(second.lines()).hasSize(9);
		assertThat(second.next()).isNull();
		List<String> seen = new ArrayList<>();
		first.lines().forEach((line) -> seen.add(line.matricule() + line.campaign()));
		second.lines().forEach((line) -> seen.add(line.matricule() + line.campaign()));
		assertThat(seen).hasSize(60).doesNotHaveDuplicates();
	}

	@Test
	void depositsWaitForPeopleWhoAreNotKnown() {
		for (int i = 1; i <= 60; i++) {
			waiting("N%03d".formatted(i), "LYO", i);
		}
		waiting("N100", null, 100);
		waiting("N200", "MRS", 0);
		List<String> seen = new ArrayList<>();
		FindUnreached.Page page = null;
		do {
			page = page(PAUL, "LYO", Part.WAITING, (page != null) ? page.next() : null);
			page.lines().forEach((line) -> seen.add(line.matricule()));
		}
		while (page.next() != null);
		assertThat(seen).hasSize(61).doesNotHaveDuplicates().doesNotContain("N200").startsWith("N001", "N002");
		assertThat(seen.getLast()).as("the oldest, whose agency is not known").isEqualTo("N100");
		assertThat(lines(CLAIRE, "MRS", Part.WAITING)).extracting(Line::matricule).containsExactly("N200", "N100");
		assertThat(page(PAUL, "LYO", Part.WAITING, UUID.randomUUID()).lines()).as("an invented cursor").isEmpty();
	}

	@Test
	void aFailedMailIsSentAgainAlsoAfterTheMove() throws Exception {
		this.sends.sent(CLAIRE, "LYO", "H0001 H0002", "Note", DocumentType.SIMPLE);
		assertThat(lines(PAUL, "LYO", Part.MAILS)).isEmpty();
		fails("H0001", "BOUNCED 5.2.2 full", true);
		fails("H0002", "MAIL_REFUSED", false);
		this.sends.move("H0001", "MRS");
		List<Line> lines = lines(PAUL, "LYO", Part.MAILS);
		assertThat(lines).extracting(Line::matricule).containsExactlyInAnyOrder("H0001", "H0002");
		Line moved = of(lines, "H0001");
		assertThat(moved.mailTrouble()).isEqualTo(MailTrouble.FULL);
		assertThat(moved.access()).as("seen from Lyon, not where the person went")
			.isEqualTo(new FindUnreached.Access(false, false, true));
		assertThat(of(lines, "H0002").access()).isEqualTo(new FindUnreached.Access(true, true, true));
		assertThat(lines(DORA, "LYO", Part.MAILS)).extracting((line) -> line.access().repeatable())
			.as("a free diffusion is not Dora's")
			.containsOnly(false);
		String mail = MAILS + moved.handOver();
		assertThat(status(DORA, mail)).isEqualTo(404);
		assertThat(status(PAUL, mail)).isEqualTo(302);
		assertThat(mails(moved.handOver())).as("it had been accepted: a copy goes")
			.containsExactly("0 FAILED", "1 WAITING");
		assertThat(status(PAUL, MAILS + of(lines, "H0002").handOver())).isEqualTo(302);
		assertThat(mails(of(lines, "H0002").handOver())).containsExactly("0 WAITING");
		assertThat(lines(PAUL, "LYO", Part.MAILS)).isEmpty();
	}

	@Test
	void whoRunsTheCampaignSendsItsMailsAgainAndInvites() throws Exception {
		running("LYO", "P", ExecutiveFilter.ALL, "");
		served("H0011");
		fails("H0011", "MAIL_REFUSED", false);
		this.sends.move("H0011", "MRS");
		Line line = lines(DORA, "LYO", Part.MAILS).getFirst();
		assertThat(line.access()).isEqualTo(new FindUnreached.Access(false, false, true));
		assertThat(status(DORA, MAILS + line.handOver())).isEqualTo(302);
		assertThat(mails(line.handOver())).containsExactly("0 WAITING");
		this.sends.move("H0011", "LYO");

		ago(10);
		assertThat(this.find.of(actor(DORA), this.sends.node("LYO"), Part.ACCOUNTS, 14, null).lines()).isEmpty();
		Line person = lines(DORA, "LYO", Part.ACCOUNTS).getFirst();
		assertThat(person.matricule()).isEqualTo("H0011");
		assertThat(person.access()).as("invites, but does not correct the address")
			.isEqualTo(new FindUnreached.Access(true, false, true));
		assertThat(status(DORA, INVITATIONS + person.employee())).isEqualTo(302);
		assertThat(mails(line.handOver())).as("it is on its way already").containsExactly("0 WAITING");
		this.jdbc.sql("update outgoing_mail set state = 'SENT', sent_at = now() - interval '1 hour'").update();
		assertThat(status(DORA, INVITATIONS + person.employee())).isEqualTo(302);
		assertThat(mails(line.handOver())).containsExactly("0 SENT", "1 WAITING");
	}

	@Test
	void whoHasNoVaultIsListedByNameAndInvitedByThoseWhoMay() throws Exception {
		this.sends.sent(CLAIRE, "LYO", "", "Note", DocumentType.SIMPLE);
		ago(10);
		List<Line> lines = lines(PAUL, "LYO", Part.ACCOUNTS);
		assertThat(lines).extracting(Line::person).isEqualTo(this.jdbc.sql("""
				select e.last_name || ' ' || e.first_name from employee e join node n on n.id = e.agency_id
				where n.code = 'LYO' and e.account_id is null order by e.last_name, e.first_name, e.id
				""").query(String.class).list());
		Line line = of(lines, "H0012");
		assertThat(line.access()).isEqualTo(new FindUnreached.Access(true, true, true));
		assertThat(of(lines(DORA, "LYO", Part.ACCOUNTS), "H0012").access())
			.isEqualTo(new FindUnreached.Access(true, false, false));
		this.jdbc.sql("update outgoing_mail set state = 'SENT', sent_at = now() - interval '1 hour'").update();
		assertThat(status(DORA, INVITATIONS + line.employee())).isEqualTo(302);
		assertThat(this.jdbc.sql("select count(*) from outgoing_mail where copy > 0").query(Integer.class).single())
			.as("Dora may not")
			.isZero();
		assertThat(status(PAUL, INVITATIONS + line.employee())).isEqualTo(302);
		assertThat(this.jdbc.sql("select count(*) from outgoing_mail where copy > 0").query(Integer.class).single())
			.isOne();
	}

	@Test
	void whoWasLeftOutByACloseIsListedOnce() {
		CampaignId campaign = running("LYO", "P", ExecutiveFilter.ALL, "");
		served("H0001");
		served("H0002");
		this.jdbc
			.sql("""
					update delivery d set state = 'FAILED', reason = 'CAMPAIGN_CLOSED', handed_over_at = null from employee e
					where e.id = d.employee_id and e.matricule = 'H0002' and d.origin = 'CAMPAIGN'
					""")
			.update();
		assertThat(lines(DORA, "LYO", Part.LEFT_OUT)).singleElement().satisfies((line) -> {
			assertThat(line.matricule()).isEqualTo("H0002");
			assertThat(line.campaign()).isEqualTo(campaign.value());
			assertThat(line.reason()).isEqualTo("CAMPAIGN_CLOSED");
		});
	}

	@Test
	void whatFailedOfASendIsRetriedFromHere() throws Exception {
		FreeDiffusionId failing = this.sends.requested(PAUL, "LYO", "H0001 H0002", "Échec", DocumentType.SIMPLE);
		this.sends.move("H0002", "MRS");
		this.sends.served(failing);
		this.sends.sent(CLAIRE, "MRS", "H0101", "Pour Marseille", DocumentType.SIMPLE);
		assertThat(lines(PAUL, "LYO", Part.SENDS)).singleElement().satisfies((line) -> {
			assertThat(line.matricule()).isEqualTo("H0002");
			assertThat(line.document()).isEqualTo("Échec");
			assertThat(line.reason()).isEqualTo("RECIPIENT_LEFT_EMITTER");
			assertThat(line.send()).isEqualTo(failing.value());
		});
		String retry = "/diffusions/pilotee/non-servis/envois/" + failing.value();
		assertThat(status(DORA, retry)).isEqualTo(404);
		assertThat(status(PAUL, retry)).isEqualTo(302);
		assertThat(lines(PAUL, "LYO", Part.SENDS)).isEmpty();
		this.sends.move("H0002", "LYO");
		this.sends.served(failing);
		assertThat(this.jdbc.sql("select count(*) from delivery where source_id = ? and handed_over_at is not null")
			.param(failing.value())
			.query(Integer.class)
			.single()).isEqualTo(2);
	}

	@Test
	void aRefusedSendIsListedWithItsReason() throws Exception {
		FreeDiffusionId refused = this.sends.requested(CLAIRE, "LYO", "H0001 H0002", "Protégé", DocumentType.PROTECTED);
		UUID claire = actor(CLAIRE).value();
		this.jdbc.sql("delete from access_right where actor_id = ? and kind = 'DLP'").param(claire).update();
		try {
			this.sends.served(refused);
		}
		finally {
			this.jdbc.sql("insert into access_right (actor_id, node_id, kind) values (?, ?, 'DLP')")
				.param(claire)
				.param(this.sends.node("HORIZON").value())
				.update();
		}
		assertThat(lines(PAUL, "LYO", Part.REFUSED)).singleElement().satisfies((line) -> {
			assertThat(line.send()).isEqualTo(refused.value());
			assertThat(line.document()).isEqualTo("Protégé");
			assertThat(line.person()).isEqualTo("Claire Martin");
			assertThat(line.people()).isEqualTo(2);
			assertThat(line.reason()).isEqualTo("TYPE_NOT_ALLOWED_PROTECTED");
		});
		assertThat(lines(CLAIRE, "HORIZON", Part.REFUSED)).hasSize(1);
		String page = this.http
			.perform(get("/diffusions/pilotee/non-servis?part=REFUSED").cookie(session(PAUL)).locale(Locale.FRENCH))
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(page).contains("Protégé, par Claire Martin", "2 destinataires", "documents protégés depuis Lyon");
	}

	/** Each sees the parts that their rights open, at the nodes that they cover. */
	@Test
	void everybodySeesWhatTheirRightsOpen() {
		assertThat(this.find.nodes(actor(CLAIRE)).getFirst().code()).isEqualTo("HORIZON");
		assertThat(this.find.nodes(actor(PAUL))).extracting(Node::code).containsExactly("LYO");
		assertThat(this.find.nodes(actor(DORA))).extracting(Node::code).containsExactly("LYO");
		assertThat(this.find.nodes(actor("hugo.petit"))).isEmpty();
		assertThat(this.find.parts(actor(CLAIRE), this.sends.node("HORIZON"))).containsExactly(Part.values());
		assertThat(this.find.parts(actor(PAUL), this.sends.node("LYO"))).containsExactly(Part.WAITING, Part.MAILS,
				Part.ACCOUNTS, Part.SENDS, Part.REFUSED);
		assertThat(this.find.parts(actor(DORA), this.sends.node("LYO"))).containsExactly(Part.DEPOSITS, Part.WAITING,
				Part.MAILS, Part.ACCOUNTS, Part.LEFT_OUT);
		refused(() -> lines(PAUL, "LYO", Part.LEFT_OUT));
		refused(() -> lines(DORA, "LYO", Part.SENDS));
		refused(() -> lines(PAUL, "MRS", Part.MAILS));
		refused(() -> lines("nadia.leroy", "LYO", Part.MAILS));
		refused(() -> lines("hugo.petit", "LYO", Part.WAITING));
	}

	private void waiting(String matricule, @Nullable String agency, int minutesAgo) {
		UUID id = this.deposits.store("PAYSLIP", "H0005", "LYO", null, null,
				Instant.now().minusSeconds(60L * minutesAgo));
		this.jdbc.sql("""
				update deposit set state = 'WAITING_FOR_EMPLOYEE', employee_id = null, matricule = :matricule,
				  agency_id = (select id from node where code = :agency) where id = :id
				""").param("matricule", matricule).param("agency", agency).param("id", id).update();
	}

	/** Its mail fails; or is accepted first, and comes back. */
	private void fails(String matricule, String error, boolean bounced) {
		this.jdbc.sql("""
				update outgoing_mail m set state = 'FAILED', last_error = :error,
				  sent_at = case when :bounced then now() - interval '1 hour' end,
				  bounced_at = case when :bounced then now() end
				from employee e where e.id = m.employee_id and e.matricule = :matricule
				""").param("error", error).param("bounced", bounced).param("matricule", matricule).update();
	}

	private void ago(int days) {
		this.jdbc.sql("update delivery set handed_over_at = handed_over_at - interval '1 day' * ?")
			.param(days)
			.update();
	}

	private FindUnreached.Page page(String login, String node, Part part, @Nullable UUID after) {
		return this.find.of(actor(login), this.sends.node(node), part, 7, after);
	}

	private List<Line> lines(String login, String node, Part part) {
		return page(login, node, part, null).lines();
	}

	private static Line of(List<Line> lines, String matricule) {
		return lines.stream().filter((line) -> matricule.equals(line.matricule())).findFirst().orElseThrow();
	}

	private List<String> mails(@Nullable UUID handOver) {
		return this.jdbc.sql("select copy || ' ' || state from outgoing_mail where hand_over_id = ? order by copy")
			.param(handOver)
			.query(String.class)
			.list();
	}

	private ActorId actor(String login) {
		return this.sends.actor(login);
	}

	private int status(String login, String address) throws Exception {
		return this.http
			.perform(post(address).with(csrf())
				.cookie(session(login))
				.param("node", this.sends.node("LYO").value().toString()))
			.andReturn()
			.getResponse()
			.getStatus();
	}

}
