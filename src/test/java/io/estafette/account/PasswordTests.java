package io.estafette.account;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.estafette.local.WithDatabase;
import io.estafette.platform.security.EndSessions;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** Passwords are forgotten, chosen anew and changed, and tell nobody anything. */
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@WithDatabase
class PasswordTests {

	private static final String NEW = "une phrase bien longue";

	private static int network;

	@Autowired
	private MockMvc pages;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private FindOwner findOwner;

	@Autowired
	private IssuePasswordLink issueLink;

	@Autowired
	private EndSessions endSessions;

	@Autowired
	private TransactionTemplate transaction;

	@Value("${spring.datasource.hikari.maximum-pool-size}")
	private int connections;

	@BeforeEach
	void forget() {
		this.jdbc.sql("delete from password_request").update();
		this.jdbc.sql("delete from outgoing_mail where owner_id is not null").update();
		network++;
	}

	@ParameterizedTest
	@CsvSource({ "h0003@salarie.example, 1", "H0003@SALARIE.example, 1", "paul.bernard, 1", "nobody, 0",
			"h0030@salarie.example, 0", "demo-paie-horizon, 0", "paie-horizon, 0", "'', 0" })
	void theAnswerIsTheSameWhetherTheLoginExistsOrNot(String login, int mails) throws Exception {
		ask(login).andExpect(redirectedUrl("/mot-de-passe?envoye"));
		assertThat(mails("PASSWORD_LINK")).isEqualTo(mails);
		ask(login).andExpect(redirectedUrl("/mot-de-passe?envoye"));
		assertThat(mails("PASSWORD_LINK")).as("not twice within minutes").isEqualTo(mails);
		this.jdbc.sql("update password_request set requested_at = requested_at - interval '6 minutes'").update();
		ask(login);
		assertThat(mails("PASSWORD_LINK")).isEqualTo(2 * mails);
	}

	@Test
	void whoMayNoLongerSignInGetsNoLink() throws Exception {
		this.jdbc.sql("update actor set active = false where login = 'hugo.petit'").update();
		ask("hugo.petit");
		assertThat(mails("PASSWORD_LINK")).isZero();
		this.jdbc.sql("update actor set active = true where login = 'hugo.petit'").update();
	}

	@Test
	void oneNetworkAsksOnlySoOften() throws Exception {
		for (int i = 0; i < 20; i++) {
			ask("nobody" + i).andExpect(redirectedUrl("/mot-de-passe?envoye"));
		}
		ask("h0004@salarie.example").andExpect(status().isTooManyRequests())
			.andExpect(content().string(containsString("Réessayez dans une heure")));
		assertThat(mails("PASSWORD_LINK")).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "h0005@salarie.example", "nadia.leroy" })
	void aLinkChoosesThePasswordOnceAndSignsOutEverywhere(String login) throws Exception {
		Cookie before = signIn(login, "demo");
		String link = link(login);
		String other = link(login);
		this.pages.perform(get(link)).andExpect(status().isOk()).andExpect(content().string(containsString(login)));
		choose(link, "court", "court").andExpect(status().isUnprocessableEntity())
			.andExpect(content().string(containsString("au moins 12 caractères")));
		choose(link, NEW, NEW + "x").andExpect(status().isUnprocessableEntity())
			.andExpect(content().string(containsString("sont différents")));
		choose(link, "é".repeat(37), "é".repeat(37)).andExpect(status().isUnprocessableEntity());
		choose(link, NEW, NEW).andExpect(redirectedUrl("/login?chosen"));
		assertThat(mails("PASSWORD_CHANGED")).isOne();
		this.pages.perform(get("/compte").cookie(before)).andExpect(redirectedUrlPattern("**/login"));
		signInRefused(login, "demo");
		signIn(login, NEW);
		for (String used : new String[] { link, other }) {
			this.pages.perform(get(used)).andExpect(status().isGone());
			choose(used, "encore une autre phrase", "encore une autre phrase").andExpect(status().isGone());
		}
		signIn(login, NEW);
	}

	@Test
	void aLinkEndsAfterAnHour() throws Exception {
		String link = link("h0006@salarie.example");
		this.jdbc.sql("update password_link set expires_at = expires_at - interval '61 minutes' where used_at is null")
			.update();
		this.pages.perform(get(link)).andExpect(status().isGone());
		choose(link, NEW, NEW).andExpect(status().isGone());
		signIn("h0006@salarie.example", "demo");
	}

	@Test
	void nothingAtRestOpensAnything() {
		String token = this.issueLink.to(this.findOwner.byLogin("h0007@salarie.example").orElseThrow());
		assertThat(this.jdbc.sql("select string_agg(l::text, ' ') from password_link l").query(String.class).single())
			.doesNotContain(token);
	}

	@Test
	void thePasswordIsChangedWithTheOldOne() throws Exception {
		String login = "h0008@salarie.example";
		Cookie session = signIn(login, "demo");
		change(session, "wrong", NEW).andExpect(flash().attribute("trouble", containsString("mot de passe actuel")));
		change(session, "demo", "court").andExpect(flash().attribute("trouble", containsString("12 caractères")));
		change(session, "demo", NEW).andExpect(redirectedUrl("/login?chosen"));
		this.pages.perform(get("/compte").cookie(session)).andExpect(redirectedUrlPattern("**/login"));
		signInRefused(login, "demo");
		signIn(login, NEW);
	}

	@Test
	void whoFindsAnOpenSessionDoesNotGuessThePassword() throws Exception {
		Cookie session = signIn("h0009@salarie.example", "demo");
		for (int i = 0; i < 10; i++) {
			change(session, "wrong" + i, NEW);
		}
		change(session, "demo", NEW).andExpect(flash().attribute("trouble", containsString("Trop d'essais")));
	}

	@Test
	void theLanguageOfMailsIsChosen() throws Exception {
		Cookie session = signIn("h0010@salarie.example", "demo");
		this.pages.perform(here(post("/compte/langue")).cookie(session).param("language", "en"))
			.andExpect(redirectedUrl("/compte"));
		assertThat(this.findOwner.byLogin("h0010@salarie.example").orElseThrow().language().getLanguage())
			.isEqualTo("en");
		this.pages.perform(here(post("/compte/langue")).cookie(session).param("language", "xx"))
			.andExpect(flash().attribute("trouble", containsString("français ou l'anglais")));
	}

	/** In the account, or with the pages' own. */
	@Test
	void hrUsersChooseTheLanguageOfMailsToo() throws Exception {
		Cookie session = signIn("hugo.petit", "demo");
		this.pages.perform(here(post("/compte/langue")).cookie(session).param("language", "en"))
			.andExpect(redirectedUrl("/compte"));
		assertThat(this.findOwner.byLogin("hugo.petit").orElseThrow().language().getLanguage()).isEqualTo("en");
		this.pages.perform(get("/").param("lang", "fr").cookie(session)).andExpect(status().isOk());
		assertThat(this.findOwner.byLogin("hugo.petit").orElseThrow().language().getLanguage()).isEqualTo("fr");
	}

	@Test
	void theAccountShowsItsEmployments() throws Exception {
		this.pages.perform(get("/compte").cookie(signIn("h0001@salarie.example", "demo")))
			.andExpect(content().string(containsString("matricule H0001")))
			.andExpect(content().string(containsString("Horizon Intérim")));
	}

	private ResultActions ask(String login) throws Exception {
		return this.pages.perform(here(post("/mot-de-passe")).param("username", login));
	}

	private ResultActions choose(String link, String password, String repeated) throws Exception {
		return this.pages.perform(here(post(link)).param("password", password).param("repeated", repeated));
	}

	private ResultActions change(Cookie session, String old, String password) throws Exception {
		return this.pages.perform(here(post("/compte/mot-de-passe")).cookie(session)
			.param("old", old)
			.param("password", password)
			.param("repeated", password));
	}

	private String link(String login) {
		return "/mot-de-passe/" + this.issueLink.to(this.findOwner.byLogin(login).orElseThrow());
	}

	/** More at once than there are connections to the database: nobody waits for one. */
	@Test
	void manyPasswordsAtOnceFreezeNothing() throws Exception {
		int many = 2 * this.connections;
		CountDownLatch together = new CountDownLatch(many);
		try (ExecutorService people = Executors.newFixedThreadPool(many)) {
			Callable<Boolean> person = () -> {
				together.countDown();
				together.await();
				this.transaction.executeWithoutResult((status) -> {
					this.jdbc.sql("select 1 from pg_sleep(0.2)").query(Integer.class).single();
					this.endSessions.of("nobody");
				});
				return true;
			};
			assertThat(people.invokeAll(Collections.nCopies(many, person), 20, TimeUnit.SECONDS))
				.noneMatch(Future::isCancelled)
				.extracting(Future::get)
				.containsOnly(true);
		}
	}

	private Cookie signIn(String login, String password) throws Exception {
		Cookie session = this.pages.perform(here(post("/login")).param("username", login).param("password", password))
			.andExpect(redirectedUrl("/"))
			.andReturn()
			.getResponse()
			.getCookie("SESSION");
		assertThat(session).isNotNull();
		return session;
	}

	private void signInRefused(String login, String password) throws Exception {
		this.pages.perform(here(post("/login")).param("username", login).param("password", password))
			.andExpect(redirectedUrl("/login?error"));
	}

	/** From a network of each test's own: attempts are counted by address. */
	private static MockHttpServletRequestBuilder here(MockHttpServletRequestBuilder request) {
		return request.with(csrf()).with((sent) -> {
			sent.setRemoteAddr("10.1.0." + network);
			return sent;
		});
	}

	private int mails(String kind) {
		return this.jdbc.sql("select count(*) from outgoing_mail where kind = ?")
			.param(kind)
			.query(Integer.class)
			.single();
	}

}
