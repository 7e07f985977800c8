package io.estafette.tracking;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.directory.AccountId;
import io.estafette.directory.EmployeeId;
import io.estafette.document.DocumentType;
import io.estafette.payroll.DepositId;
import io.estafette.signature.DeclineSignature;
import io.estafette.signature.RemindSigner;
import io.estafette.signature.Visitor;
import io.estafette.tracking.FindDepositDetail.Brought;
import io.estafette.tracking.FindPersonMails.Mail;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * What senders see of one thing: the mails of a person, a deposit, what they asked to
 * sign and why it was refused (C14, D2, D4, P4, O8).
 */
class FollowedInDetailTests extends FollowUpTest {

	private static final String REASON = "Mon adresse n'est pas la bonne.";

	@Autowired
	private ObjectMapper json;

	@Autowired
	private FindPersonMails findMails;

	@Autowired
	private FindDepositDetail findDeposit;

	@Autowired
	private DeclineSignature decline;

	@Autowired
	private RemindSigner remind;

	@Test
	void mailsOfAPersonComeLatestFirstAndPagesMeet() {
		for (int i = 0; i < 26; i++) {
			this.sends.sent("claire.martin", "LYO", "H0001", "Note", DocumentType.SIMPLE);
		}
		// About passwords, to the same person's account: in between, and two at the same
		// moment.
		this.jdbc.sql("""
				insert into outgoing_mail (id, kind, owner_id, state, next_attempt_at, queued_at)
				select gen_random_uuid(), 'PASSWORD_LINK', e.account_id, 'WAITING', now(),
				  now() - interval '1 minute' * (i / 2)
				from employee e, generate_series(1, 27) i where e.matricule = 'H0001'
				""").update();
		this.jdbc.sql("""
				insert into outgoing_mail (id, kind, owner_id, state, next_attempt_at, queued_at)
				select gen_random_uuid(), 'PASSWORD_LINK', e.account_id, 'WAITING', now(), now()
				from employee e where e.matricule = 'H0003'
				""").update();
		FindPersonMails.Page first = mails("claire.martin", "H0001", null);
		FindPersonMails.Page second = mails("claire.martin", "H0001", first.next());
		assertThat(first.mails()).hasSize(FindPersonMails.PAGE);
		assertThat(second.mails()).hasSize(3);
		assertThat(second.next()).isNull();
		List<Mail> all = new ArrayList<>(first.mails());
		all.addAll(second.mails());
		assertThat(all).extracting(Mail::id).doesNotHaveDuplicates().hasSize(53);
		assertThat(all).extracting(Mail::queuedAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
		assertThat(all).filteredOn((mail) -> "HAND_OVER".equals(mail.kind())).hasSize(26).allSatisfy((mail) -> {
			assertThat(mail.documents()).isOne();
			assertThat(mail.state()).isEqualTo("WAITING");
			assertThat(mail.trouble()).isNull();
		});
		assertThat(all).filteredOn((mail) -> "PASSWORD_LINK".equals(mail.kind()))
			.hasSize(27)
			.allSatisfy((mail) -> assertThat(mail.documents()).isZero());
	}

	@Test
	void aMailThatFailedOrCameBackSaysWhy() {
		this.sends.sent("claire.martin", "LYO", "H0012", "Note", DocumentType.SIMPLE);
		this.jdbc.sql("update outgoing_mail set state = 'FAILED', attempts = 3, last_error = 'MAIL_REFUSED'").update();
		assertThat(mails("paul.bernard", "H0012", null).mails()).singleElement().satisfies((mail) -> {
			assertThat(mail.trouble()).isEqualTo(MailTrouble.REFUSED);
			assertThat(mail.bouncedAt()).isNull();
			assertThat(mail.attempts()).isEqualTo(3);
		});
		this.jdbc.sql("""
				update outgoing_mail set last_error = 'BOUNCED 5.1.1 no such user', sent_at = now() - interval '1 hour',
				  bounced_at = now()
				""").update();
		assertThat(mails("paul.bernard", "H0012", null).mails()).singleElement().satisfies((mail) -> {
			assertThat(mail.trouble()).isEqualTo(MailTrouble.UNKNOWN_ADDRESS);
			assertThat(mail.bouncedAt()).isNotNull();
			assertThat(mail.sentAt()).isNotNull();
		});
		refused(() -> mails("nadia.leroy", "H0012", null));
		refused(() -> mails("hugo.petit", "H0012", null));
	}

	@Test
	void aDepositIsSeenWithWhatItBroughtByThoseWhoMay() throws Exception {
		CampaignId campaign = running();
		UUID id = served("H0001");
		FindDepositDetail.Detail detail = this.findDeposit.of(new DepositId(id), this.sends.actor("claire.martin"));
		assertThat(detail.person()).isEqualTo("Moreau Julie");
		assertThat(detail.agency()).isEqualTo("Lyon");
		assertThat(detail.brought()).extracting(Brought::campaign, (line) -> line.state().name())
			.containsExactly(tuple(null, "HANDED_OVER"), tuple(campaign.value(), "HANDED_OVER"));
		assertThat(detail.mails()).singleElement().satisfies((mail) -> {
			assertThat(mail.state()).isEqualTo("WAITING");
			assertThat(mail.repeatable()).as("it is on its way").isFalse();
		});
		// Paul sees the deliveries, but not whose campaign it is.
		assertThat(this.findDeposit.of(new DepositId(id), this.sends.actor("paul.bernard")).brought())
			.extracting(Brought::campaign, (line) -> line.origin().name())
			.containsExactly(tuple(null, "PAYSLIP"), tuple(null, "CAMPAIGN"));
		refused(() -> this.findDeposit.of(new DepositId(id), this.sends.actor("nadia.leroy")));
		refused(() -> this.findDeposit.of(new DepositId(id), this.sends.actor("hugo.petit")));

		this.jdbc
			.sql("""
					update outgoing_mail set state = 'FAILED', last_error = 'BOUNCED 5.1.1', sent_at = now() - interval '1 hour',
					  bounced_at = now()
					""")
			.update();
		String page = page("paul.bernard", "/depots/" + id);
		assertThat(page).contains("Moreau Julie", "Bulletin de paie", "Paie Horizon", "Revenu", "Renvoyer le mail",
				"Document d&#39;une campagne");
		assertThat(page).as("never the content").doesNotContain(".pdf");
		UUID hand = this.jdbc.sql("select id from hand_over").query(UUID.class).single();
		assertThat(
				this.http.perform(post("/depots/" + id + "/mails/" + hand).with(csrf()).cookie(session("paul.bernard")))
					.andReturn()
					.getResponse()
					.getRedirectedUrl())
			.isEqualTo("/depots/" + id);
		assertThat(this.findDeposit.of(new DepositId(id), this.sends.actor("paul.bernard")).mails())
			.extracting((mail) -> mail.copy() + " " + mail.state())
			.containsExactly("1 WAITING", "0 FAILED");
		assertThat(page("paul.bernard", "/depots")).contains("/depots/" + id);
	}

	@Test
	void aDepositThatWaitsIsSeenAlsoWithoutAnAgency() {
		UUID id = this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, Instant.now());
		this.jdbc.sql("truncate hand_over cascade").update();
		this.jdbc
			.sql("""
					update deposit set state = 'WAITING_FOR_EMPLOYEE', employee_id = null, agency_id = null, matricule = 'N1'
					where id = ?
					""")
			.param(id)
			.update();
		FindDepositDetail.Detail detail = this.findDeposit.of(new DepositId(id), this.sends.actor("paul.bernard"));
		assertThat(detail.person()).isNull();
		assertThat(detail.visible()).isFalse();
		assertThat(detail.brought()).isEmpty();
		refused(() -> this.findDeposit.of(new DepositId(id), this.sends.actor("nadia.leroy")));
	}

	@Test
	void theSenderSeesHowLongAPersonMaySignAndWhyTheyDoNot() throws Exception {
		FreeDiffusionId send = this.sends.sent("claire.martin", "LYO", "H0001", "Avenant", DocumentType.TO_SIGN);
		UUID request = this.jdbc.sql("select id from delivery").query(UUID.class).single();
		String api = "/api/v1/free-diffusions/" + send.value();
		JsonNode asked = call(api).at("/deliveries/0");
		assertThat(Instant.parse(asked.get("signatureExpiresAt").asText()))
			.isAfter(Instant.now().plus(Duration.ofDays(29)));
		assertThat(asked.hasNonNull("remindedAt")).isFalse();
		assertThat(page("claire.martin", "/documents/envois/" + send.value())).contains("À signer jusqu&#39;au ")
			.doesNotContain("Relancé le ");
		this.jdbc.sql("update outgoing_mail set state = 'SENT', sent_at = now() - interval '1 hour'").update();
		this.remind.now(request, this.sends.actor("claire.martin"));
		assertThat(call(api).at("/deliveries/0/remindedAt").asText()).isNotBlank();
		assertThat(page("claire.martin", "/documents/envois/" + send.value())).contains("Relancé le ",
				"Oui, annuler la demande");

		this.decline.of(request, REASON, julie());
		JsonNode declined = call(api).at("/deliveries/0");
		assertThat(declined.get("state").asText()).isEqualTo("DECLINED");
		assertThat(declined.get("reason").asText()).isEqualTo(REASON);
		assertThat(Instant.parse(declined.get("declinedAt").asText()))
			.isAfter(Instant.parse(declined.get("deliveredAt").asText()));
		assertThat(page("claire.martin", "/documents/envois/" + send.value())).contains("Mon adresse")
			.doesNotContain("À signer jusqu&#39;au ");
	}

	@Test
	void theSenderOfACampaignSeesItToo() throws Exception {
		CampaignId campaign = running();
		this.jdbc.sql("update document set type = 'TO_SIGN' where id in (select document_id from campaign_document)")
			.update();
		served("H0001");
		UUID request = this.jdbc.sql("select id from signature_request").query(UUID.class).single();
		String api = "/api/v1/campaigns/" + campaign.value() + "/deliveries";
		assertThat(call(api).at("/items/0/signatureExpiresAt").asText()).isNotBlank();
		this.jdbc.sql("update signature_request set reminded_at = ?")
			.param(Timestamp.from(Instant.parse("2026-11-20T09:00:00Z")))
			.update();
		assertThat(call(api).at("/items/0/remindedAt").asText()).isEqualTo("2026-11-20T09:00:00Z");
		assertThat(page("claire.martin", "/diffusions/pilotee/" + campaign.value())).contains("À signer jusqu&#39;au ",
				"Relancé le 20 novembre 2026");
		this.decline.of(request, REASON, julie());
		JsonNode line = call(api).at("/items/0");
		assertThat(line.get("state").asText()).isEqualTo("DECLINED");
		assertThat(line.get("reason").asText()).isEqualTo(REASON);
		assertThat(line.hasNonNull("declinedAt")).isTrue();
		assertThat(line.hasNonNull("signedAt")).isFalse();
		assertThat(page("claire.martin", "/diffusions/pilotee/" + campaign.value())).contains("Mon adresse");
	}

	private CampaignId running() {
		return running("LYO", "P", ExecutiveFilter.ALL, "");
	}

	private FindPersonMails.Page mails(String login, String matricule, @Nullable UUID after) {
		return this.findMails.of(this.sends.actor(login), new EmployeeId(employee("id", matricule)), after);
	}

	private Visitor julie() {
		return new Visitor(new AccountId(employee("account_id", "H0001")), "session", "192.0.2.7", "Firefox");
	}

	private UUID employee(String column, String matricule) {
		return this.jdbc.sql("select " + column + " from employee where matricule = ?")
			.param(matricule)
			.query(UUID.class)
			.single();
	}

	private JsonNode call(String path) throws Exception {
		return this.json.readTree(this.http.perform(get(path).header("Authorization", "Bearer demo-sirh-horizon"))
			.andReturn()
			.getResponse()
			.getContentAsByteArray());
	}

	private String page(String login, String path) throws Exception {
		return this.http.perform(get(path).cookie(session(login)))
			.andReturn()
			.getResponse()
			.getContentAsString(StandardCharsets.UTF_8);
	}

}
