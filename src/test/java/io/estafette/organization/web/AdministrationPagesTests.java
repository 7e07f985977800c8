package io.estafette.organization.web;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.estafette.local.WithDatabase;
import io.estafette.organization.AuthenticateSystem;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** The forms of the administration as a browser sends them (O1-O4, O8). */
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@WithDatabase
@Transactional
class AdministrationPagesTests {

	private static final Pattern SECRET = Pattern.compile("class=\"secret\">([A-Za-z0-9_-]+)<");

	@Autowired
	private MockMvc pages;

	@Autowired
	private AuthenticateSystem authenticateSystem;

	@Autowired
	private JdbcClient jdbc;

	@ParameterizedTest
	@ValueSource(strings = { "claire.martin", "hugo.petit", "h0001@salarie.example" })
	void forAnybodyElseThereIsNoAdministration(String login) throws Exception {
		Cookie session = signIn(login, "demo");
		this.pages.perform(get("/administration").cookie(session)).andExpect(status().isNotFound());
		this.pages.perform(get("/").cookie(session))
			.andExpect(content().string(not(containsString("href=\"/administration\""))));
	}

	@Test
	void theAdministratorFindsBrandsAndWhatIsBelowThem() throws Exception {
		Cookie admin = signIn("admin", "demo");
		this.pages.perform(get("/administration").cookie(admin))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("Horizon Intérim")))
			.andExpect(content().string(containsString("Service arrêté")));
		this.pages.perform(get("/administration/noeuds/" + node("HORIZON")).cookie(admin))
			.andExpect(content().string(containsString("HZ-SUD")))
			.andExpect(content().string(containsString("EU-ACIER")));
	}

	@Test
	void aRefusedFormSaysWhyAndKeepsWhatWasTyped() throws Exception {
		Cookie admin = signIn("admin", "demo");
		String page = "/administration/noeuds/" + node("HZ-SUD");
		send(post(page + "/enfants").param("kind", "AGENCY").param("code", "LYO").param("name", "Lyon bis"), admin)
			.andExpect(redirectedUrl(page));
		this.pages.perform(get(page).cookie(admin))
			.andExpect(content().string(containsString("Ce code existe déjà")))
			.andExpect(content().string(containsString("value=\"Lyon bis\"")));
		send(post("/administration/utilisateurs").param("login", "a b")
			.param("name", "Anne B")
			.param("email", "a@b.fr"), admin).andExpect(content().string(containsString("Donnez un identifiant")))
			.andExpect(content().string(containsString("value=\"Anne B\"")));
	}

	@Test
	void aLogoThatIsNoPictureIsRefusedInPlainWords() throws Exception {
		Cookie admin = signIn("admin", "demo");
		String page = "/administration/noeuds/" + node("LYO");
		this.pages
			.perform(multipart(page + "/logo")
				.file(new MockMultipartFile("file", "logo.png", "image/png", "no".getBytes()))
				.cookie(admin)
				.with(csrf()))
			.andExpect(redirectedUrl(page));
		this.pages.perform(get(page).cookie(admin))
			.andExpect(content().string(containsString("une image PNG ou JPEG lisible")));
	}

	@Test
	void aNewKeyIsShownOnceAndEndsTheOldOne() throws Exception {
		Cookie admin = signIn("admin", "demo");
		String first = secret(send(post("/administration/systemes").param("brand", node("ATLAS").toString())
			.param("login", "paie-essai")
			.param("name", "Paie à l'essai")
			.param("sends", "PAYSLIP"), admin).andExpect(status().isOk()).andReturn());
		assertThat(this.authenticateSystem.byKey(first)).isPresent();
		String page = "/administration/systemes/" + actor("paie-essai");
		this.pages.perform(get(page).cookie(admin))
			.andExpect(status().isOk())
			.andExpect(content().string(not(containsString(first))));
		String second = secret(send(post(page + "/secret"), admin).andReturn());
		assertThat(this.authenticateSystem.byKey(first)).isEmpty();
		assertThat(this.authenticateSystem.byKey(second)).isPresent();
	}

	/** Sessions end once the change is committed. */
	@Test
	@Transactional(propagation = Propagation.NOT_SUPPORTED)
	void aDeactivatedUserIsSignedOutAtOnce() throws Exception {
		Cookie admin = signIn("admin", "demo");
		String password = secret(send(post("/administration/utilisateurs").param("login", "zoe.essai")
			.param("name", "Zoé Essai")
			.param("email", "zoe@rh.example"), admin).andReturn());
		String page = "/administration/utilisateurs/" + actor("zoe.essai");
		send(post(page + "/droits").param("node", node("LYO").toString()).param("rights", "DL"), admin)
			.andExpect(redirectedUrl(page));
		Cookie user = signIn("zoe.essai", password);
		this.pages.perform(get("/diffusions/libre").cookie(user)).andExpect(status().isOk());
		send(post(page).param("name", "Zoé Essai").param("email", "zoe@rh.example"), admin)
			.andExpect(redirectedUrl(page));
		this.pages.perform(get("/diffusions/libre").cookie(user)).andExpect(status().is3xxRedirection());
	}

	@Test
	void theAdministratorCannotShutThemselvesOut() throws Exception {
		Cookie admin = signIn("admin", "demo");
		String page = "/administration/utilisateurs/" + actor("admin");
		send(post(page).param("name", "Admin").param("email", "admin@rh.example"), admin)
			.andExpect(redirectedUrl(page));
		this.pages.perform(get(page).cookie(admin))
			.andExpect(content().string(containsString("Vous ne pouvez pas vous désactiver")));
	}

	private ResultActions send(MockHttpServletRequestBuilder form, Cookie session) throws Exception {
		return this.pages.perform(form.cookie(session).with(csrf()));
	}

	private static String secret(MvcResult page) throws Exception {
		Matcher secret = SECRET.matcher(page.getResponse().getContentAsString());
		assertThat(secret.find()).as("a secret on the page").isTrue();
		return secret.group(1);
	}

	private UUID node(String code) {
		return this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single();
	}

	private UUID actor(String login) {
		return this.jdbc.sql("select id from actor where login = ?").param(login).query(UUID.class).single();
	}

	private Cookie signIn(String login, String password) throws Exception {
		Cookie session = this.pages.perform(post("/login").with(csrf()).with((request) -> {
			request.setRemoteAddr("10.0.1." + Math.floorMod(login.hashCode(), 200));
			return request;
		}).param("username", login).param("password", password))
			.andExpect(redirectedUrl("/"))
			.andReturn()
			.getResponse()
			.getCookie("SESSION");
		assertThat(session).isNotNull();
		return session;
	}

}
