package io.estafette.tracking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.Deposits;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.LaunchedCampaigns;
import io.estafette.campaign.MatchCampaigns;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.NotifyRecipients;
import io.estafette.diffusion.Sends;
import io.estafette.local.WithDatabase;
import io.estafette.platform.Refusal;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Follows what is sent and served; nothing was before each test. */
@SpringBootTest(properties = "estafette.mail.connections=0")
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@WithDatabase
@Import({ Sends.class, LaunchedCampaigns.class, Deposits.class })
abstract class FollowUpTest {

	@Autowired
	MockMvc http;

	@Autowired
	Sends sends;

	@Autowired
	LaunchedCampaigns campaigns;

	@Autowired
	Deposits deposits;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private HandOverDocuments handOver;

	@Autowired
	private NotifyRecipients notifyRecipients;

	@BeforeEach
	void nothingYet() {
		this.jdbc.sql("truncate campaign, deposit, free_diffusion, hand_over, outgoing_mail, signature_request cascade")
			.update();
	}

	/** Launched a minute ago. */
	CampaignId running(String target, String triggers, ExecutiveFilter executives, String companies) {
		return this.campaigns.launched(target, triggers, executives, companies, Instant.now().minusSeconds(60),
				LocalDate.now(ZoneId.of("Europe/Paris")), null, null);
	}

	/** A payslip that brings its campaigns along, with its mail. */
	UUID served(String matricule) {
		UUID deposit = this.deposits.store("PAYSLIP", matricule, "LYO", null, null, Instant.now());
		this.match.of(List.of(deposit));
		HandOverId id = new HandOverId(this.jdbc.sql("select id from hand_over where source_id = ?")
			.param(deposit)
			.query(UUID.class)
			.single());
		this.notifyRecipients.of(this.handOver.of(List.of(id)));
		return deposit;
	}

	Cookie session(String user) throws Exception {
		Cookie session = this.http
			.perform(post("/login").with(csrf()).param("username", user).param("password", "demo"))
			.andReturn()
			.getResponse()
			.getCookie("SESSION");
		assertThat(session).isNotNull();
		return session;
	}

	static void refused(Runnable attempt) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(attempt::run)
			.satisfies((refusal) -> assertThat(refusal.code()).isEqualTo("NOT_FOUND"));
	}

}
