package io.estafette.directory;

import java.util.UUID;

import io.estafette.diffusion.Sends;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * Invitations open a vault or join one, once; who has lost theirs gets another (F4, D2).
 */
@SpringBootTest(properties = { "camunda.client.enabled=false", "estafette.mail.connections=0" })
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Sends.class)
class InvitationTests {

	private static final String SECRET = "une phrase bien longue";

	@Autowired
	private MockMvc pages;

	@Autowired
	private IssueInvitation issue;

	@Autowired
	private FindEmployees findEmployees;

	@Autowired
	private Sends sends;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aLinkOpensAVaultOnce() throws Exception {
		String link = link("H0011");
		send(link, "password", "court", "repeated", "court").andExpect(status().isUnprocessableEntity());
		send(link, "password", SECRET, "repeated", SECRET + "x").andExpect(status().isUnprocessableEntity())
			.andExpect(content().string(containsString("sont différents")));
		send(link, "password", SECRET, "repeated", SECRET).andExpect(redirectedUrl("/login?created"));
		send(link, "password", SECRET, "repeated", SECRET).andExpect(status().isGone())
			.andExpect(content().string(not(containsString("/nouveau"))));
		assertThat(vaultOf("H0011")).isNotNull();
	}

	/** Two employments with different addresses: link and vault are both proven. */
	@Test
	void anEmploymentUnderAnotherAddressJoinsTheVault() throws Exception {
		String link = link("A0011");
		send(link + "/rejoindre", "username", "h0001@salarie.example", "password", "wrong")
			.andExpect(status().isUnprocessableEntity())
			.andExpect(content().string(containsString("Aucun coffre ne s&#39;ouvre")));
		send(link + "/rejoindre", "username", "claire.martin", "password", "demo")
			.andExpect(status().isUnprocessableEntity());
		assertThat(vaultOf("A0011")).isNull();
		send(link + "/rejoindre", "username", "h0001@salarie.example", "password", "demo")
			.andExpect(redirectedUrl("/login?joined"));
		assertThat(vaultOf("A0011")).isEqualTo(vaultOf("H0001"));
		send(link + "/rejoindre", "username", "h0002@salarie.example", "password", "demo").andExpect(status().isGone());
	}

	@Test
	void whoIsSignedInJoinsWithOneClick() throws Exception {
		String link = link("A0012");
		Cookie session = signIn("h0002@salarie.example");
		this.pages.perform(get(link).cookie(session))
			.andExpect(content().string(containsString("Vous êtes connecté avec h0002@salarie.example")));
		this.pages.perform(post(link + "/rejoindre").with(csrf()).cookie(session)).andExpect(redirectedUrl("/coffre"));
		assertThat(vaultOf("A0012")).isEqualTo(vaultOf("H0002"));
	}

	@Test
	void theSameAddressAsksForThePasswordOfItsVault() throws Exception {
		this.jdbc.sql("update employee set email = 'h0003@salarie.example' where matricule = 'A0013'").update();
		String link = link("A0013");
		this.pages.perform(get(link)).andExpect(content().string(containsString("déjà un coffre avec cette adresse")));
		send(link, "password", SECRET, "repeated", SECRET).andExpect(status().isUnprocessableEntity());
		send(link + "/rejoindre", "username", "h0003@salarie.example", "password", "demo")
			.andExpect(redirectedUrl("/login?joined"));
		assertThat(vaultOf("A0013")).isEqualTo(vaultOf("H0003"));
	}

	@Test
	void guessingAVaultIsSlowedDown() throws Exception {
		String link = link("A0014");
		for (int i = 0; i < 10; i++) {
			send(link + "/rejoindre", "username", "h0004@salarie.example", "password", "wrong" + i);
		}
		send(link + "/rejoindre", "username", "h0004@salarie.example", "password", "demo")
			.andExpect(status().isUnprocessableEntity())
			.andExpect(content().string(containsString("Trop d&#39;essais")));
		assertThat(vaultOf("A0014")).isNull();
	}

	@Test
	void anExpiredLinkIsReplacedByMail() throws Exception {
		this.sends.sent("claire.martin", "LYO", "H0014", "Note", DocumentType.SIMPLE);
		mailSent("H0014");
		String link = link("H0014");
		this.jdbc.sql("update invitation set expires_at = now() - interval '1 minute' where employee_id = ?")
			.param(employee("H0014").value())
			.update();
		this.pages.perform(get(link)).andExpect(status().isGone()).andExpect(content().string(containsString(link)));
		send(link + "/nouveau").andExpect(redirectedUrl(link))
			.andExpect(flash().attribute("done", containsString("nouveau lien")));
		assertThat(waiting("H0014")).isOne();
		send(link + "/nouveau").andExpect(flash().attribute("trouble", containsString("en attente")));
		send("/invitation/invented/nouveau")
			.andExpect(flash().attribute("trouble", containsString("ne peut plus servir")));
	}

	@Test
	void anHrUserSendsTheInvitationAgain() throws Exception {
		Cookie claire = signIn("claire.martin");
		String again = "/salaries/" + employee("H0015").value() + "/invitation";
		this.pages.perform(post(again).with(csrf()).cookie(claire))
			.andExpect(flash().attribute("trouble", containsString("avec le premier document")));
		this.sends.sent("claire.martin", "LYO", "H0015", "Note", DocumentType.SIMPLE);
		mailSent("H0015");
		this.pages.perform(post(again).with(csrf()).cookie(claire))
			.andExpect(flash().attribute("done", containsString("Le mail part")));
		assertThat(waiting("H0015")).isOne();
		this.pages.perform(post(again).with(csrf()).cookie(claire))
			.andExpect(flash().attribute("trouble", containsString("en attente")));
		this.pages.perform(post("/salaries/" + employee("H0001").value() + "/invitation").with(csrf()).cookie(claire))
			.andExpect(flash().attribute("trouble", containsString("existe déjà")));
		this.pages.perform(post(again).with(csrf()).cookie(signIn("nadia.leroy"))).andExpect(status().isNotFound());
	}

	/** An hour ago, so that another one may be asked for. */
	private void mailSent(String matricule) {
		this.jdbc.sql("""
				update outgoing_mail set state = 'SENT', sent_at = now() - interval '1 hour' where employee_id = ?
				""").param(employee(matricule).value()).update();
	}

	private int waiting(String matricule) {
		return this.jdbc.sql("select count(*) from outgoing_mail where employee_id = ? and state = 'WAITING'")
			.param(employee(matricule).value())
			.query(Integer.class)
			.single();
	}

	private String link(String matricule) {
		return "/invitation/" + this.issue.to(employee(matricule));
	}

	private EmployeeId employee(String matricule) {
		return new EmployeeId(this.jdbc.sql("select id from employee where matricule = ?")
			.param(matricule)
			.query(UUID.class)
			.single());
	}

	private AccountId vaultOf(String matricule) {
		return this.findEmployees.byIds(java.util.List.of(employee(matricule))).getFirst().account();
	}

	private ResultActions send(String path, String... parameters) throws Exception {
		MockHttpServletRequestBuilder request = post(path).with(csrf());
		for (int i = 0; i < parameters.length; i += 2) {
			request.param(parameters[i], parameters[i + 1]);
		}
		return this.pages.perform(request);
	}

	private Cookie signIn(String login) throws Exception {
		Cookie session = this.pages
			.perform(post("/login").with(csrf()).param("username", login).param("password", "demo"))
			.andReturn()
			.getResponse()
			.getCookie("SESSION");
		assertThat(session).isNotNull();
		return session;
	}

}
