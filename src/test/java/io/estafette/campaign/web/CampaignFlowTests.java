package io.estafette.campaign.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.estafette.local.WithDatabase;
import io.estafette.samples.SamplePdfs;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** A campaign on the pages, without scripts and with impatient hands (C2, C7, C9-C12). */
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@WithDatabase
class CampaignFlowTests {

	private static final String PAGES = "/diffusions/pilotee";

	@Autowired
	private MockMvc pages;

	@Autowired
	private JdbcClient jdbc;

	private Cookie claire = new Cookie("SESSION", "");

	@BeforeEach
	void signIn() throws Exception {
		Cookie session = this.pages.perform(post("/login").with(csrf()).with((request) -> {
			// Guessing is counted per login and address: other tests guess from theirs.
			request.setRemoteAddr("10.0.2.1");
			return request;
		}).param("username", "claire.martin").param("password", "demo")).andReturn().getResponse().getCookie("SESSION");
		assertThat(session).isNotNull();
		this.claire = session;
	}

	/** C9: the second click finds what the first one did. */
	@Test
	void aSecondClickLaunchesNothingTwiceAndShowsNoError() throws Exception {
		String draft = ready("LYO");
		submit(draft + "/lancement", Map.of()).andExpect(redirectedUrl(draft))
			.andExpect(flash().attributeExists("done"));
		submit(draft + "/lancement", Map.of()).andExpect(redirectedUrl(draft)).andExpect(flash().attributeCount(0));
		// Both at the same moment, too.
		String other = ready("LYO");
		assertThat(twice(() -> redirect(other + "/lancement", Map.of()))).containsOnly(other);
		assertThat(this.jdbc.sql("select launches || state from campaign where id = any(?)")
			.param(new UUID[] { id(draft), id(other) })
			.query(String.class)
			.list()).containsExactly("1ACTIVE", "1ACTIVE");
	}

	/** C2, C11: neither does it make two drafts. */
	@Test
	void aSecondClickMakesNoSecondDraft() throws Exception {
		String node = node("LYO").toString();
		assertThat(see(PAGES + "?level=agence&node=" + node)).contains("name=\"form\"");
		Map<String, String> form = Map.of("node", node, "form", UUID.randomUUID().toString());
		List<String> begun = twice(() -> redirect(PAGES, form));
		assertThat(begun.get(1)).isEqualTo(begun.get(0));
		assertThat(redirect(PAGES, form)).isEqualTo(begun.get(0));
		String original = ready("LYO");
		submit(original + "/lancement", Map.of());
		assertThat(see(original)).contains("name=\"form\"");
		Map<String, String> copy = Map.of("leaveOutServed", "true", "form", UUID.randomUUID().toString());
		List<String> copies = twice(() -> redirect(original + "/copie", copy));
		assertThat(copies.get(1)).isEqualTo(copies.get(0));
		assertThat(this.jdbc.sql("select count(*) from campaign where ? = any(leave_out)")
			.param(id(original))
			.query(Integer.class)
			.single()).isOne();
		// What became of the first one is not begun again under the same id.
		String first = copies.get(0).replace("/cible", "");
		submit(first + "/suppression", Map.of());
		String second = redirect(original + "/copie", copy);
		assertThat(second).isNotEqualTo(copies.get(0));
		assertThat(redirect(original + "/copie", Map.of("form", UUID.randomUUID().toString()))).isNotEqualTo(second);
	}

	/** C2, C12: back to the list that shows it. */
	@Test
	void whoSavesOrDeletesComesBackToTheNodesList() throws Exception {
		String marseille = PAGES + "?level=agence&node=" + node("MRS");
		String draft = begin("LYO");
		submit(draft + "/cible",
				Map.of("name", "Note", "kind", "OTHER", "node", node("MRS").toString(), "next", "liste"))
			.andExpect(redirectedUrl(marseille));
		submit(draft + "/calendrier", Map.of("next", "liste")).andExpect(redirectedUrl(marseille));
		for (String step : List.of("/documents", "/verification", "/cible")) {
			assertThat(see(draft + step)).contains("href=\"" + marseille.replace("&", "&amp;") + "\"");
		}
		submit(draft + "/suppression", Map.of()).andExpect(redirectedUrl(marseille));
		submit(begin("HORIZON") + "/suppression", Map.of())
			.andExpect(redirectedUrl(PAGES + "?level=marque&node=" + node("HORIZON")));
	}

	/** C6, C8: a slip of the keyboard is said, and nothing else is lost. */
	@Test
	void anAbsurdDateIsRefusedInWords() throws Exception {
		String draft = begin("LYO");
		for (String date : List.of("+9999999-01-01", "0026-11-23", "3000-01-01")) {
			submit(draft + "/calendrier", Map.of("start", date)).andExpect(redirectedUrl(draft + "/calendrier"))
				.andExpect(flash().attribute("trouble", containsString("2000 et 2999")));
		}
	}

	/** C2, C6: the box is chosen first, the date with the schedule. */
	@Test
	void aRetroactiveCampaignAsksForItsDate() throws Exception {
		String draft = ready("LYO");
		submit(draft + "/declencheurs", Map.of("triggers", "PAYSLIP", "retroactive", "true"));
		assertThat(see(draft + "/verification")).contains("depuis quelle date", "Oui, la date reste à choisir");
		assertThat(see(draft + "/calendrier")).containsPattern("name=\"since\"[^>]*value=\"20\\d\\d-");
		assertThat(see(draft + "/declencheurs")).containsPattern("name=\"retroactive\"[^>]*checked");
		submit(draft + "/declencheurs", Map.of("triggers", "PAYSLIP"));
		assertThat(see(draft + "/calendrier")).doesNotContain("name=\"since\"");
		assertThat(see(draft + "/verification")).doesNotContain("depuis quelle date");
	}

	/** C7: a file with a very long name can be added, and renamed. */
	@Test
	void aFileWithALongNameIsAccepted() throws Exception {
		String draft = begin("LYO");
		this.pages
			.perform(multipart(draft + "/documents")
				.file(new MockMultipartFile("files", "n".repeat(200) + ".pdf", "application/pdf", SamplePdfs.letter()))
				.cookie(this.claire)
				.with(csrf()))
			.andExpect(flash().attribute("problems", List.of()));
		assertThat(see(draft + "/documents")).contains("value=\"" + "n".repeat(150) + "\"");
	}

	/** C10, C12: nobody wonders why nobody is served. */
	@Test
	void aCampaignWhoseDocumentsAreNotReadySaysSo() throws Exception {
		String draft = ready("LYO");
		submit(draft + "/lancement", Map.of());
		// Whoever prepares the documents may have been quicker.
		this.jdbc.sql("update campaign set ready_at = null where id = ?").param(id(draft)).update();
		this.pages.perform(get(draft).cookie(this.claire))
			.andExpect(content().string(containsString("encore en préparation")));
		this.pages.perform(get(draft).param("lang", "en").cookie(this.claire))
			.andExpect(content().string(containsString("still being prepared")));
		this.jdbc.sql("update campaign set ready_at = now() where id = ?").param(id(draft)).update();
		this.pages.perform(get(draft).param("lang", "fr").cookie(this.claire))
			.andExpect(status().isOk())
			.andExpect(content().string(not(containsString("encore en préparation"))));
	}

	/** A draft to which nothing is missing. */
	private String ready(String target) throws Exception {
		String draft = begin(target);
		submit(draft + "/cible", Map.of("name", "Note", "kind", "OTHER", "node", node(target).toString()));
		submit(draft + "/declencheurs", Map.of("triggers", "PAYSLIP"));
		this.pages.perform(multipart(draft + "/documents")
			.file(new MockMultipartFile("files", "note.pdf", "application/pdf", SamplePdfs.letter()))
			.cookie(this.claire)
			.with(csrf()));
		submit(draft + "/calendrier", Map.of("start", LocalDate.now(ZoneId.of("Europe/Paris")).toString()));
		return draft;
	}

	private String begin(String target) throws Exception {
		return redirect(PAGES, Map.of("node", node(target).toString())).replace("/cible", "");
	}

	private String see(String path) throws Exception {
		return this.pages.perform(get(path).cookie(this.claire))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsString();
	}

	private String redirect(String path, Map<String, String> fields) throws Exception {
		return String.valueOf(submit(path, fields).andReturn().getResponse().getRedirectedUrl());
	}

	private ResultActions submit(String path, Map<String, String> fields) throws Exception {
		MockHttpServletRequestBuilder request = post(path).cookie(this.claire).with(csrf());
		fields.forEach(request::param);
		return this.pages.perform(request);
	}

	private static List<String> twice(Callable<String> click) throws Exception {
		try (ExecutorService hands = Executors.newFixedThreadPool(2)) {
			List<Future<String>> clicks = Stream.of(click, click).map(hands::submit).toList();
			return List.of(clicks.get(0).get(), clicks.get(1).get());
		}
	}

	private static UUID id(String path) {
		return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
	}

	private UUID node(String code) {
		return this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single();
	}

}
