package io.estafette.diffusion.web;

import java.util.Map;
import java.util.UUID;

import io.estafette.diffusion.BeginFreeDiffusion;
import io.estafette.diffusion.DiscardDraft;
import io.estafette.diffusion.FindDraft;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.FreeDiffusionRequested;
import io.estafette.diffusion.FreeDiffusionState;
import io.estafette.diffusion.OpenFreeDiffusion;
import io.estafette.diffusion.SendFreeDiffusion;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import io.estafette.samples.SamplePdfs;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * A free diffusion on the pages, step by step, without scripts (F1-F8, F11, O4, O6, O8).
 */
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@WithDatabase
@RecordApplicationEvents
class FreeDiffusionFlowTests {

	@Autowired
	private MockMvc pages;

	@Autowired
	private BeginFreeDiffusion begin;

	@Autowired
	private OpenFreeDiffusion open;

	@Autowired
	private SendFreeDiffusion send;

	@Autowired
	private DiscardDraft discard;

	@Autowired
	private FindDraft findDraft;

	@Autowired
	private ApplicationEvents events;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aDraftGoesThroughAllStepsAndIsSentOnce() throws Exception {
		Cookie claire = signIn("claire.martin");
		String draft = path(this.begin.by(actor("claire.martin")));
		see(claire, draft).andExpect(redirectedUrl(draft + "/emetteur"));
		see(claire, draft + "/destinataires").andExpect(redirectedUrl(draft + "/emetteur"));
		see(claire, draft + "/emetteur").andExpect(content().string(containsString("Lyon")))
			.andExpect(content().string(not(containsString("Paris"))));
		submit(claire, draft + "/emetteur", Map.of("emitter", node("LYO")))
			.andExpect(redirectedUrl(draft + "/destinataires"));
		see(claire, draft + "/destinataires?q=LEFEVRE eri").andExpect(content().string(containsString("H0002")));
		submit(claire, draft + "/destinataires", Map.of("matricules", "H0001, H0002 H9999", "q", "eric"))
			.andExpect(redirectedUrl(draft + "/destinataires?q=eric"))
			.andExpect(flash().attribute("notFoundCount", 1));
		see(claire, draft + "/verification").andExpect(content().string(containsString("Aucun document")));
		this.pages
			.perform(multipart(draft + "/documents")
				.file(new MockMultipartFile("files", "Note.pdf", "application/pdf", SamplePdfs.letter()))
				.cookie(claire)
				.with(csrf()))
			.andExpect(redirectedUrl(draft + "/documents"));
		see(claire, draft).andExpect(redirectedUrl(draft + "/verification"));
		see(claire, draft + "/verification").andExpect(content().string(containsString("Envoyer à 2 personnes")));
		submit(claire, draft + "/envoi", Map.of()).andExpect(redirectedUrl(draft));
		submit(claire, draft + "/envoi", Map.of()).andExpect(redirectedUrl(draft));
		assertThat(this.events.stream(FreeDiffusionRequested.class)).hasSize(1);
		see(claire, draft).andExpect(status().isOk())
			.andExpect(content().string(containsString("hx-get=\"" + draft + "\"")));
		see(claire, draft + "/destinataires").andExpect(redirectedUrl(draft));
		see(claire, draft + "/verification").andExpect(redirectedUrl(draft));
		see(claire, draft + "/documents").andExpect(redirectedUrl(draft));
	}

	@Test
	void whoHasOneEmitterHasChosenIt() {
		FreeDiffusionId draft = this.begin.by(actor("paul.bernard"));
		assertThat(this.findDraft.of(draft, actor("paul.bernard")).emitter()).hasToString(node("LYO"));
		refused("NO_RIGHT_TO_SEND", () -> this.begin.by(actor("hugo.petit")));
	}

	@Test
	void anotherEmitterClearsTheRecipientsOnlyOnceAgreed() throws Exception {
		Cookie claire = signIn("claire.martin");
		FreeDiffusionId id = this.begin.by(actor("claire.martin"));
		String draft = path(id);
		submit(claire, draft + "/emetteur", Map.of("emitter", node("LYO")));
		submit(claire, draft + "/destinataires", Map.of("everybody", "true"));
		submit(claire, draft + "/emetteur", Map.of("emitter", node("MRS"))).andExpect(status().isOk())
			.andExpect(content().string(containsString("efface les 40 destinataires")));
		assertThat(this.findDraft.of(id, actor("claire.martin")).recipients()).isEqualTo(40);
		submit(claire, draft + "/emetteur", Map.of("emitter", node("MRS"), "confirmed", "true"))
			.andExpect(redirectedUrl(draft + "/destinataires"));
		assertThat(this.findDraft.of(id, actor("claire.martin")).recipients()).isZero();
		submit(claire, draft + "/destinataires", Map.of("everybody", "true"));
		submit(claire, draft + "/destinataires", Map.of("clear", "true"));
		assertThat(this.findDraft.of(id, actor("claire.martin")).recipients()).isZero();
	}

	@Test
	void aRecipientIsCreatedOfferedOrConfirmed() throws Exception {
		Cookie claire = signIn("claire.martin");
		FreeDiffusionId id = this.begin.by(actor("claire.martin"));
		String draft = path(id);
		submit(claire, draft + "/emetteur", Map.of("emitter", node("LYO")));
		see(claire, draft + "/destinataires?nouveau")
			.andExpect(content().string(containsString("identifient le salarié")));
		create(claire, draft, "", "F0001", "f0001@example.org", "").andExpect(status().isOk())
			.andExpect(content().string(containsString("Le nom est vide")));
		create(claire, draft, "Dupont", "H0003", "f0001@example.org", "")
			.andExpect(content().string(containsString("Le matricule H0003 est déjà celui de")));
		create(claire, draft, "Dupont", "F0001", "h0004@salarie.example", "")
			.andExpect(content().string(containsString("Le matricule H0004 utilise déjà cette adresse")));
		create(claire, draft, "Dupont", "F0001", "h0005@salarie.example", "h0004@salarie.example")
			.andExpect(content().string(containsString("Le matricule H0005 utilise déjà cette adresse")));
		create(claire, draft, "Dupont", "F0001", "h0004@salarie.example", "h0004@salarie.example")
			.andExpect(redirectedUrl(draft + "/destinataires"));
		see(claire, draft + "/destinataires").andExpect(content().string(containsString("F0001")));
		assertThat(this.jdbc.sql("""
				select count(*) from invitation i join employee e on e.id = i.employee_id
				where e.matricule = 'F0001'""").query(Integer.class).single()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/emetteur", "/destinataires", "/documents", "/verification" })
	void othersDraftsDoNotExist(String step) throws Exception {
		String draft = path(this.begin.by(actor("claire.martin")));
		see(signIn("paul.bernard"), draft + step).andExpect(status().isNotFound());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/emetteur", "/destinataires", "/destinataires/nouveau", "/envoi", "/suppression" })
	void othersDraftsCannotBeChanged(String step) throws Exception {
		FreeDiffusionId draft = this.begin.by(actor("claire.martin"));
		submit(signIn("paul.bernard"), path(draft) + step, Map.of("emitter", node("LYO")))
			.andExpect(status().isNotFound());
		assertThat(this.findDraft.of(draft, actor("claire.martin")).state()).isEqualTo(FreeDiffusionState.DRAFT);
	}

	@Test
	void aDraftBegunInTasklistIsSentThere() {
		FreeDiffusionId draft = this.open.inProcess(actor("claire.martin"), 77);
		refused("SENT_FROM_TASKLIST", () -> this.send.of(draft, actor("claire.martin")));
		refused("SENT_FROM_TASKLIST", () -> this.discard.of(draft, actor("claire.martin")));
	}

	@Test
	void aRightWithdrawnBeforeTheSendStopsIt() throws Exception {
		Cookie nadia = signIn("nadia.leroy");
		FreeDiffusionId id = this.begin.by(actor("nadia.leroy"));
		submit(nadia, path(id) + "/destinataires", Map.of("matricules", "A0001"));
		this.jdbc.sql("delete from brand_option where option = 'DIFFUSION_SERVICE' and brand_id = cast(? as uuid)")
			.param(node("ATLAS"))
			.update();
		try {
			refused("EMITTER_NOT_ALLOWED", () -> this.send.of(id, actor("nadia.leroy")));
			see(nadia, "/diffusions/libre").andExpect(status().isForbidden())
				.andExpect(content().string(containsString("support@atlas.example")));
		}
		finally {
			this.jdbc.sql("insert into brand_option values (cast(? as uuid), 'DIFFUSION_SERVICE')")
				.param(node("ATLAS"))
				.update();
		}
	}

	@ParameterizedTest
	@CsvSource({ "claire.martin, 200", "paul.bernard, 200", "nadia.leroy, 404", "hugo.petit, 404",
			"h0001@salarie.example, 404" })
	void theBrandsLogoIsForThoseWhoSendInItsName(String login, int status) throws Exception {
		see(signIn(login), "/logos/" + node("HORIZON")).andExpect(status().is(status));
	}

	@Test
	void aDiscardedDraftIsGone() throws Exception {
		Cookie claire = signIn("claire.martin");
		String draft = path(this.begin.by(actor("claire.martin")));
		submit(claire, draft + "/suppression", Map.of()).andExpect(redirectedUrl("/diffusions/libre"));
		see(claire, draft).andExpect(status().isNotFound());
		submit(claire, draft + "/envoi", Map.of()).andExpect(status().isNotFound());
	}

	private ResultActions create(Cookie session, String draft, String lastName, String matricule, String email,
			String confirmed) throws Exception {
		return submit(session, draft + "/destinataires/nouveau", Map.of("lastName", lastName, "firstName", "Zoé",
				"matricule", matricule, "email", email, "confirmedEmail", confirmed));
	}

	private ResultActions see(Cookie session, String path) throws Exception {
		return this.pages.perform(get(path).cookie(session)).andExpect(header().exists("Content-Security-Policy"));
	}

	private ResultActions submit(Cookie session, String path, Map<String, String> fields) throws Exception {
		MockHttpServletRequestBuilder request = post(path).cookie(session).with(csrf());
		fields.forEach(request::param);
		return this.pages.perform(request);
	}

	private Cookie signIn(String login) throws Exception {
		Cookie session = this.pages.perform(post("/login").with(csrf()).with((request) -> {
			// Guessing is counted per login and address: other tests guess from theirs.
			request.setRemoteAddr("10.0.1.1");
			return request;
		}).param("username", login).param("password", "demo")).andReturn().getResponse().getCookie("SESSION");
		assertThat(session).isNotNull();
		return session;
	}

	private static void refused(String code, Runnable attempt) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(attempt::run)
			.satisfies((refusal) -> assertThat(refusal.code()).isEqualTo(code));
	}

	private static String path(FreeDiffusionId id) {
		return "/diffusions/libre/" + id;
	}

	private ActorId actor(String login) {
		return new ActorId(
				this.jdbc.sql("select id from actor where login = ?").param(login).query(UUID.class).single());
	}

	private String node(String code) {
		return this.jdbc.sql("select id::text from node where code = ?").param(code).query(String.class).single();
	}

}
