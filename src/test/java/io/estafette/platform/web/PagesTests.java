package io.estafette.platform.web;

import java.net.URI;
import java.util.UUID;

import io.estafette.local.WithDatabase;
import io.estafette.platform.OutsideService;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** Who sees which page, in which language, behind which headers (O2, O4, O7, O8). */
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@WithDatabase
class PagesTests {

	@Autowired
	private MockMvc pages;

	@Autowired
	private OutsideService mailServer;

	@Autowired
	private OutsideService timestampAuthority;

	@ParameterizedTest
	@CsvSource({ "claire.martin, /, 200", "claire.martin, /diffusions/libre, 200", "claire.martin, /documents, 200",
			"claire.martin, /coffre, 404", "paul.bernard, /diffusions/libre, 200", "paul.bernard, /documents, 200",
			"nadia.leroy, /diffusions/libre, 200", "hugo.petit, /, 200", "hugo.petit, /diffusions/libre, 404",
			"hugo.petit, /documents, 404", "hugo.petit, /coffre, 404", "admin, /diffusions/libre, 404",
			"h0001@salarie.example, /coffre, 200", "h0001@salarie.example, /documents, 404",
			"h0001@salarie.example, /diffusions/libre, 404", "claire.martin, /nowhere, 404",
			"claire.martin, /documents?after=nonsense, 404",
			"claire.martin, /documents?after=%2B999999-01-01T00:00:00Z_1, 404",
			"claire.martin, /depots?after=%2B999999-01-01T00:00:00Z_4f3c0a52-0a51-4a6f-9d8e-1e3a5c7b9d10, 404",
			"claire.martin, /diffusions/pilotee?after=%2B999999-01-01T00:00:00Z_4f3c0a52-0a51-4a6f-9d8e-1e3a5c7b9d10, 404",
			"h0001@salarie.example, /coffre?after=%2B999999-01-01T00:00:00Z_1, 404",
			"claire.martin, /depots?search=%00, 200", "admin, /administration/journal?action=%00, 200",
			"claire.martin, /diffusions/libre/nonsense/documents, 404" })
	void everyoneSeesTheirPagesAndNoOthers(String login, String page, int status) throws Exception {
		this.pages.perform(get(URI.create(page)).cookie(signIn(login))).andExpect(status().is(status));
	}

	@ParameterizedTest
	@CsvSource({ "/diffusions/libre", "/documents", "/coffre" })
	void whoIsNotSignedInIsAskedToSignIn(String page) throws Exception {
		this.pages.perform(get(page)).andExpect(redirectedUrlPattern("**/login"));
	}

	@Test
	void draftsAndVaultDocumentsOfOthersDoNotExist() throws Exception {
		this.pages.perform(get("/diffusions/libre/" + UUID.randomUUID() + "/documents").cookie(signIn("claire.martin")))
			.andExpect(status().isNotFound());
		this.pages.perform(get("/coffre/" + UUID.randomUUID()).cookie(signIn("h0001@salarie.example")))
			.andExpect(status().isNotFound());
		this.pages
			.perform(get("/coffre/" + UUID.randomUUID() + "/document.pdf").cookie(signIn("h0001@salarie.example")))
			.andExpect(status().isNotFound());
	}

	/** Whether or not a mail server runs here, this copy stays in service. */
	@Test
	void healthShowsItsPartsAndNoDetails() throws Exception {
		this.mailServer.look();
		this.timestampAuthority.look();
		this.pages.perform(get("/actuator/health"))
			.andExpect(status().isOk())
			.andExpect(jsonPath("$.status").value("UP"))
			.andExpect(jsonPath("$.components.db.status").value("UP"))
			.andExpect(jsonPath("$.components.demonstrationData.status").value("UP"))
			.andExpect(jsonPath("$.components.timestampAuthority.status").value("UP"))
			.andExpect(jsonPath("$.components.mailServer.status").value(oneOf("AWAY", "UP")))
			.andExpect(jsonPath("$..details").isEmpty());
	}

	@Test
	void pagesAreFrenchUnlessTheBrowserOrTheReaderAsksForEnglish() throws Exception {
		this.pages.perform(get("/login")).andExpect(content().string(containsString("Mot de passe")));
		this.pages.perform(get("/login").header("Accept-Language", "en-GB,fr;q=0.5"))
			.andExpect(content().string(containsString("Password")));
		this.pages.perform(get("/login").header("Accept-Language", "de"))
			.andExpect(content().string(containsString("Mot de passe")));
		this.pages.perform(get("/login").param("lang", "en")).andExpect(content().string(containsString("Password")));
		this.pages.perform(get("/login").param("lang", "../../x")).andExpect(status().isOk());
	}

	@Test
	void whomToContactIsOnEveryPage() throws Exception {
		this.pages.perform(get("/")).andExpect(content().string(containsString("mailto:support@estafette.example")));
		this.pages.perform(get("/").cookie(signIn("claire.martin")))
			.andExpect(content().string(containsString("mailto:support@horizon.example")));
		this.pages.perform(get("/coffre").cookie(signIn("a0001@salarie.example")))
			.andExpect(content().string(containsString("mailto:support@atlas.example")));
	}

	@Test
	void headersProtectEveryPage() throws Exception {
		this.pages.perform(get("/login"))
			.andExpect(header().string("Content-Security-Policy", containsString("default-src 'self'")))
			.andExpect(header().string("Content-Security-Policy", not(containsString("unsafe"))))
			.andExpect(header().string("X-Content-Type-Options", "nosniff"))
			.andExpect(header().string("X-Frame-Options", "DENY"));
	}

	@Test
	void aChangeWithoutTheTokenIsRefused() throws Exception {
		Cookie session = signIn("claire.martin");
		String remove = "/diffusions/libre/%s/documents/%s/remove".formatted(UUID.randomUUID(), UUID.randomUUID());
		this.pages.perform(post(remove).cookie(session)).andExpect(status().isForbidden());
		this.pages.perform(post(remove).cookie(session).with(csrf())).andExpect(status().isNotFound());
	}

	@Test
	void aWrongPasswordAndAnUnknownLoginLookTheSame() throws Exception {
		this.pages.perform(formLogin().user("claire.martin").password("wrong"))
			.andExpect(redirectedUrl("/login?error"));
		this.pages.perform(formLogin().user("nobody").password("wrong")).andExpect(redirectedUrl("/login?error"));
	}

	@Test
	void guessingIsSlowedDown() throws Exception {
		for (int attempt = 0; attempt < 10; attempt++) {
			this.pages.perform(formLogin().user("paul.bernard").password("wrong" + attempt))
				.andExpect(redirectedUrl("/login?error"));
		}
		this.pages.perform(formLogin().user("paul.bernard").password("demo")).andExpect(redirectedUrl("/login?locked"));
		assertThat(signIn("nadia.leroy")).isNotNull();
	}

	@Test
	void aUsedOrInventedInvitationIsExplained() throws Exception {
		this.pages.perform(get("/invitation/invented"))
			.andExpect(status().isGone())
			.andExpect(content().string(containsString("Ce lien ne peut plus servir")));
	}

	private Cookie signIn(String login) throws Exception {
		Cookie session = this.pages.perform(post("/login").with(csrf()).with((request) -> {
			// Each login from an address of its own: guessing is counted per login and
			// address.
			request.setRemoteAddr("10.0.0." + Math.floorMod(login.hashCode(), 200));
			return request;
		}).param("username", login).param("password", "demo"))
			.andExpect(redirectedUrl("/"))
			.andReturn()
			.getResponse()
			.getCookie("SESSION");
		assertThat(session).isNotNull();
		return session;
	}

}
