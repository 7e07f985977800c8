package io.estafette.vault.web;

import io.estafette.diffusion.Sends;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** The vault's pages, for its owner and for nobody else (D3, O8). */
@SpringBootTest(properties = "camunda.client.enabled=false")
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Sends.class)
class VaultPagesTests {

	@Autowired
	private MockMvc pages;

	@Autowired
	private Sends sends;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void emptyVaults() {
		this.jdbc.sql("truncate free_diffusion, hand_over, outgoing_mail cascade").update();
	}

	@Test
	void anEmptyVaultSaysWhatHappensNext() throws Exception {
		this.pages.perform(get("/coffre").cookie(signIn("h0001@salarie.example")))
			.andExpect(content().string(containsString("Un mail vous préviendra")))
			.andExpect(content().string(not(containsString("Tout télécharger"))));
	}

	@Test
	void whatIsNewSaysSoUntilItIsRead() throws Exception {
		this.sends.sent("claire.martin", "LYO", "H0001", "Note de service", DocumentType.SIMPLE);
		Cookie owner = signIn("h0001@salarie.example");
		this.pages.perform(get("/coffre").cookie(owner))
			.andExpect(content().string(containsString("Note de service")))
			.andExpect(content().string(containsString(">Nouveau<")));
		this.pages.perform(get("/coffre/" + delivery() + "/logo.png").cookie(owner)).andExpect(status().isOk());
		this.pages.perform(get("/coffre/" + delivery()).cookie(owner)).andExpect(status().isOk());

		this.pages.perform(get("/coffre/" + delivery() + "/document.pdf").cookie(owner)).andExpect(status().isOk());

		this.pages.perform(get("/coffre").cookie(owner)).andExpect(content().string(not(containsString(">Nouveau<"))));
		this.pages.perform(get("/coffre").param("unread", "true").cookie(owner))
			.andExpect(content().string(containsString("Aucun document ne correspond")));
		assertThat(this.jdbc.sql("select state from delivery").query(String.class).single()).isEqualTo("OPENED");
	}

	@Test
	void theArchiveIsAFileToKeepAndOpensWhatItHolds() throws Exception {
		this.sends.sent("claire.martin", "LYO", "H0001", "Note de service", DocumentType.SIMPLE);
		byte[] archive = this.pages.perform(get("/coffre/archive").cookie(signIn("h0001@salarie.example")))
			.andExpect(status().isOk())
			.andExpect(content().contentType("application/zip"))
			.andExpect(header().string("Content-Disposition", containsString("attachment; filename=\"coffre-")))
			.andReturn()
			.getResponse()
			.getContentAsByteArray();
		assertThat(archive).startsWith('P', 'K');
		assertThat(this.jdbc.sql("select state from delivery").query(String.class).single()).isEqualTo("OPENED");
	}

	@Test
	void nothingOfAnotherPersonExists() throws Exception {
		this.sends.sent("claire.martin", "LYO", "H0001", "Note de service", DocumentType.SIMPLE);
		Cookie other = signIn("h0002@salarie.example");
		for (String page : new String[] { "", "/document.pdf", "/document.pdf?download=true", "/logo.png" }) {
			this.pages.perform(get("/coffre/" + delivery() + page).cookie(other)).andExpect(status().isNotFound());
		}
		this.pages.perform(get("/coffre/archive").cookie(signIn("claire.martin"))).andExpect(status().isNotFound());
		assertThat(this.jdbc.sql("select count(opened_at) from delivery").query(Long.class).single()).isZero();
	}

	@Test
	void anInventedPlaceInTheListDoesNotExist() throws Exception {
		this.pages.perform(get("/coffre").param("after", "nonsense").cookie(signIn("h0001@salarie.example")))
			.andExpect(status().isNotFound());
	}

	private String delivery() {
		return this.jdbc.sql("select id::text from delivery").query(String.class).single();
	}

	private Cookie signIn(String login) throws Exception {
		return this.pages.perform(post("/login").with(csrf()).param("username", login).param("password", "demo"))
			.andReturn()
			.getResponse()
			.getCookie("SESSION");
	}

}
