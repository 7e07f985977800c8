package io.estafette;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.estafette.campaign.Deposits;
import io.estafette.campaign.LaunchedCampaigns;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.Sends;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import io.estafette.samples.SampleBatch;
import io.estafette.samples.SamplePdfs;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

/**
 * Every page and every HTTP call × every demonstration user and system: who is let in,
 * and for whom it does not exist (O2, O4, O8). The objects that the addresses name are of
 * Lyon, and Claire Martin's. A mapping that is not in a table fails the test.
 */
@SpringBootTest(properties = "estafette.mail.connections=0")
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@WithDatabase
@Import({ Sends.class, LaunchedCampaigns.class, Deposits.class })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsMatrixTests {

	private static final String NOBODY = "nobody";

	private static final List<String> USERS = List.of(NOBODY, "hugo.petit", "admin", "nadia.leroy", "paul.bernard",
			"h0001@salarie.example", "h0002@salarie.example", "a0001@salarie.example", "claire.martin");

	private static final List<String> SYSTEMS = List.of(NOBODY, "invented", "demo-paie-horizon", "demo-paie-atlas",
			"demo-sirh-atlas", "demo-sirh-horizon");

	/** Who is let in; everybody else finds nothing, or is asked to sign in. */
	private static final String PAGES = """
			GET /                                                   everybody
			GET /login                                              everybody
			GET /verification                                       everybody
			POST /verification                                      everybody
			GET /invitation/{token}                                 everybody
			POST /invitation/{token}                                everybody
			POST /invitation/{token}/rejoindre                      everybody
			POST /invitation/{token}/nouveau                        everybody
			GET /mot-de-passe                                       everybody
			POST /mot-de-passe                                      everybody
			GET /mot-de-passe/{token}                               everybody
			POST /mot-de-passe/{token}                              everybody
			GET /compte                                             everyone
			POST /compte/mot-de-passe                               everyone
			POST /compte/langue                                     everyone
			GET /logos/{brand}                                      claire paul
			GET /diffusions/libre                                   claire paul nadia
			POST /diffusions/libre                                  claire paul nadia
			GET /diffusions/libre/{id}                              claire
			GET /diffusions/libre/{id}/emetteur                     claire
			POST /diffusions/libre/{id}/emetteur                    claire
			GET /diffusions/libre/{id}/destinataires                claire
			GET /diffusions/libre/{id}/destinataires?nouveau        claire
			POST /diffusions/libre/{id}/destinataires               claire
			POST /diffusions/libre/{id}/destinataires?clear         claire
			POST /diffusions/libre/{id}/destinataires/nouveau       claire
			GET /diffusions/libre/{id}/documents                    claire
			POST /diffusions/libre/{id}/documents                   claire
			POST /diffusions/libre/{id}/documents?script            claire
			POST /diffusions/libre/{id}/documents/{document}/name   claire
			POST /diffusions/libre/{id}/documents/{document}/type   claire
			POST /diffusions/libre/{id}/documents/{document}/remove claire
			POST /diffusions/libre/{id}/documents/{document}/move   claire
			GET /diffusions/libre/{id}/documents/{document}/apercu.pdf claire
			GET /diffusions/libre/{id}/verification                 claire
			POST /diffusions/libre/{id}/envoi                       claire
			POST /diffusions/libre/{id}/suppression                 claire
			GET /diffusions/pilotee                                 claire nadia
			POST /diffusions/pilotee                                claire
			GET /diffusions/pilotee/{id}                            claire
			GET /diffusions/pilotee/{id}/cible                      claire
			POST /diffusions/pilotee/{id}/cible                     claire
			GET /diffusions/pilotee/{id}/declencheurs               claire
			POST /diffusions/pilotee/{id}/declencheurs              claire
			GET /diffusions/pilotee/{id}/documents                  claire
			POST /diffusions/pilotee/{id}/documents                 claire
			POST /diffusions/pilotee/{id}/documents?script          claire
			POST /diffusions/pilotee/{id}/documents/{document}      claire
			POST /diffusions/pilotee/{id}/documents/{document}/remove claire
			GET /diffusions/pilotee/{id}/documents/{document}/document.pdf claire
			GET /diffusions/pilotee/{id}/calendrier                 claire
			POST /diffusions/pilotee/{id}/calendrier                claire
			GET /diffusions/pilotee/{id}/verification               claire
			POST /diffusions/pilotee/{id}/lancement                 claire
			POST /diffusions/pilotee/{id}/retour                    claire
			POST /diffusions/pilotee/{id}/cloture                   claire
			POST /diffusions/pilotee/{id}/copie                     claire
			POST /diffusions/pilotee/{id}/suppression               claire
			GET /diffusions/pilotee/{id}/export                     claire
			POST /diffusions/pilotee/{id}/export                    claire
			GET /diffusions/pilotee/exports/{export}                claire
			GET /diffusions/pilotee/exports/{export}/fichier        claire
			POST /diffusions/pilotee/{id}/signatures/{delivery}/rappel claire
			POST /diffusions/pilotee/{id}/signatures/{delivery}/annulation claire
			GET /diffusions/pilotee/{id}/signatures/{delivery}/signe.pdf claire
			GET /diffusions/pilotee/{id}/signatures/{delivery}/preuve.pdf claire
			GET /diffusions/pilotee/{id}/signatures.zip             claire
			GET /diffusions/pilotee/{id}/processus                  claire
			GET /diffusions/pilotee/{id}/processus.bpmn             none
			GET /diffusions/pilotee/non-servis                      claire paul
			POST /diffusions/pilotee/non-servis/mails/{handOver}    claire paul
			POST /diffusions/pilotee/non-servis/invitations/{employee} claire paul
			POST /diffusions/pilotee/non-servis/envois/{send}       claire paul
			GET /documents                                          claire paul nadia
			GET /documents/export                                   claire paul nadia
			POST /documents/export                                  claire paul nadia
			GET /documents/envois/{id}                              claire paul
			GET /documents/envois/{id}/processus                    claire paul
			GET /documents/envois/{id}/processus.bpmn               none
			POST /documents/envois/{id}/reprise                     claire paul
			POST /documents/envois/{id}/mails/{handOver}            claire paul
			GET /documents/envois/{id}/fichiers/{document}          claire paul
			POST /documents/envois/{id}/signatures/{delivery}/rappel claire paul
			POST /documents/envois/{id}/signatures/{delivery}/annulation claire paul
			GET /documents/envois/{id}/signatures/{delivery}/signe.pdf claire paul
			GET /documents/envois/{id}/signatures/{delivery}/preuve.pdf claire paul
			GET /documents/envois/{id}/signatures.zip               claire paul
			GET /depots                                             claire paul nadia
			GET /depots/export                                      claire paul nadia
			POST /depots/export                                     claire paul nadia
			GET /depots/{id}                                        claire paul
			POST /depots/{id}/mails/{handOver}                      claire paul
			GET /depots/lots                                        claire
			GET /depots/lots/{id}                                   claire
			GET /salaries                                           claire paul nadia
			GET /salaries/{employee}                                claire paul
			POST /salaries/{employee}                               claire paul
			POST /salaries/{employee}/invitation                    claire paul
			GET /salaries/{employee}/mails                          claire paul
			GET /administration                                     admin
			GET /administration/salaries                            admin
			POST /administration/salaries                           admin
			GET /administration/salaries/{import}                   admin
			POST /administration/salaries/{import}                  admin
			GET /administration/salaries/{import}/rapport.csv       admin
			POST /administration/marques                            admin
			GET /administration/noeuds/{node}                       admin
			POST /administration/noeuds/{node}                      admin
			POST /administration/noeuds/{node}/enfants              admin
			POST /administration/noeuds/{node}/logo                 admin
			POST /administration/noeuds/{node}/logo?remove          admin
			GET /administration/noeuds/{node}/logo.png              admin
			POST /administration/noeuds/{node}/options              admin
			POST /administration/noeuds/{node}/entreprises          admin
			GET /administration/utilisateurs                        admin
			POST /administration/utilisateurs                       admin
			GET /administration/utilisateurs/{user}                 admin
			GET /administration/systemes                            admin
			POST /administration/systemes                           admin
			GET /administration/systemes/{system}                   admin
			POST /administration/{kind}/{user}                      admin
			POST /administration/{kind}/{user}/droits               admin
			POST /administration/{kind}/{user}/secret               admin
			GET /administration/journal                             admin
			POST /administration/journal/controle                   admin
			GET /administration/journal/export                      admin
			GET /coffre                                             employees
			GET /coffre/{delivery}                                  julie
			GET /coffre/{delivery}/document.pdf                     julie
			GET /coffre/{delivery}/logo.png                         julie
			GET /coffre/archive                                     employees
			GET /coffre/{id}/signer                                 julie
			POST /coffre/{id}/signer/code                           julie
			GET /coffre/{id}/signer/{code}                          none
			POST /coffre/{id}/signer/{code}                         none
			POST /coffre/{id}/refus                                 julie
			GET /coffre/{id}/preuve.pdf                             none
			""";

	/** The status for nobody, an invented key, and the systems in their order. */
	private static final String CALLS = """
			POST /api/v1/free-diffusions                  401 401 403 403 404 202
			GET /api/v1/free-diffusions/{id}              401 401 404 404 404 200
			GET /api/v1/documents/{id}/content            401 401 404 404 404 200
			POST /api/v1/verifications                    200 401 200 200 200 200
			POST /api/v1/verifications/report             422 401 422 422 422 422
			POST /api/v1/campaigns                        401 401 403 403 404 201
			GET /api/v1/campaigns/{id}                    401 401 404 404 404 200
			PUT /api/v1/campaigns/{id}                    401 401 404 404 404 200
			DELETE /api/v1/campaigns/{id}                 401 401 404 404 404 204
			POST /api/v1/campaigns/{id}/launch            401 401 404 404 404 202
			POST /api/v1/campaigns/{id}/close             401 401 404 404 404 409
			POST /api/v1/campaigns/{id}/unschedule        401 401 404 404 404 409
			POST /api/v1/campaigns/{id}/duplicate         401 401 404 404 404 201
			GET /api/v1/campaigns/{id}/dry-run            401 401 404 404 404 200
			POST /api/v1/deposits                         401 401 202 422 403 403
			GET /api/v1/deposits/{id}                     401 401 200 404 404 200
			POST /api/v1/deposit-batches                  401 401 202 202 403 403
			GET /api/v1/deposit-batches/{id}              401 401 200 404 404 200
			GET /api/v1/deposit-batches/{id}/report       401 401 200 404 404 200
			POST /api/v1/uploads                          401 401 201 201 403 403
			GET /api/v1/campaigns/{id}/deliveries         401 401 404 404 404 200
			POST /api/v1/campaigns/{id}/exports           401 401 404 404 404 409
			POST /api/v1/free-diffusions/exports          401 401 404 404 422 422
			POST /api/v1/deposits/exports                 401 401 404 404 422 422
			GET /api/v1/exports/{id}                      401 401 404 404 404 200
			GET /api/v1/exports/{id}/content              401 401 404 404 404 409
			GET /api/v1/deliveries/{id}/signed            401 401 404 404 404 409
			GET /api/v1/deliveries/{id}/proof             401 401 404 404 404 409
			POST /api/v1/deliveries/{id}/remind           401 401 404 404 404 409
			POST /api/v1/deliveries/{id}/cancel           401 401 404 404 404 204
			""";

	@Autowired
	private MockMvc http;

	@Autowired
	private Sends sends;

	@Autowired
	private LaunchedCampaigns campaigns;

	@Autowired
	private Deposits deposits;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	private final Map<String, Cookie> sessions = new HashMap<>();

	/** A line of a table. */
	record Row(HttpMethod method, String path, List<String> cells) {

		static List<Row> of(String table) {
			return table.lines().map((line) -> {
				String[] cells = line.strip().split("\\s+");
				return new Row(HttpMethod.valueOf(cells[0]), cells[1], Arrays.asList(cells).subList(2, cells.length));
			}).toList();
		}

		boolean lets(String user) {
			return this.cells.stream().anyMatch((cell) -> switch (cell) {
				case "everybody" -> true;
				case "everyone" -> !user.equals(NOBODY);
				case "employees" -> user.contains("@");
				case "julie" -> user.startsWith("h0001");
				default -> user.startsWith(cell);
			});
		}

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

	}

	static Stream<Row> pages() {
		return Row.of(PAGES).stream();
	}

	static Stream<Row> calls() {
		return Row.of(CALLS).stream();
	}

	@Test
	void everyMappingIsInATable() {
		Set<String> mapped = new TreeSet<>();
		this.mappings.getHandlerMethods().forEach((mapping, handler) -> {
			if (handler.getBeanType().getPackageName().startsWith("io.estafette")) {
				mapped.addAll(addresses(mapping));
			}
		});
		assertThat(Stream.concat(pages(), calls()).map(Row::toString)).containsExactlyInAnyOrderElementsOf(mapped);
	}

	@ParameterizedTest
	@MethodSource
	void pages(Row row) throws Exception {
		Map<String, Object> objects = objects(
				row.path().startsWith("/documents/") || row.path().matches(".*\\{(handOver|send)}.*"));
		objects.put("send", objects.get("id"));
		if (row.path().endsWith("logo.png")) {
			objects.put("node", objects.get("brand"));
		}
		if (row.path().startsWith("/depots/{id}")) {
			objects.put("id", this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, Instant.now()));
		}
		if (row.path().startsWith("/depots/lots")) {
			objects.put("id", batch());
		}
		if (row.path().contains("/exports/")) {
			objects.put("export", export((UUID) objects.get("campaign")));
		}
		if (row.path().contains("/sign") || row.path().contains("/refus") || row.path().contains("/preuve")) {
			toSign(objects, row.path().startsWith("/coffre/"));
		}
		if (row.path().contains("/pilotee")) {
			objects.put("node", objects.get("emitter"));
			objects.put("id", objects.get("campaign"));
			objects.put("document", objects.get("campaignDocument"));
		}
		Map<String, String> wrong = new LinkedHashMap<>();
		for (String user : USERS) {
			MockHttpServletResponse answer = this.http.perform(page(row, objects, user)).andReturn().getResponse();
			boolean login = String.valueOf(answer.getRedirectedUrl()).contains("/login");
			String outcome = login ? "login" : (answer.getStatus() == 404) ? "absent" : "in";
			String expected = row.lets(user) ? "in" : user.equals(NOBODY) ? "login" : "absent";
			if (!outcome.equals(expected) || answer.getStatus() >= 500) {
				wrong.put(user, outcome + " (" + answer.getStatus() + ") instead of " + expected);
			}
		}
		assertThat(wrong).as(row.toString()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void calls(Row row) throws Exception {
		Map<String, Object> objects = objects(true);
		if (row.path().contains("/documents/")) {
			objects.put("id", objects.get("document"));
		}
		if (row.path().contains("/campaigns/")) {
			objects.put("id", objects.get("campaign"));
		}
		if (row.path().contains("/exports/")) {
			objects.put("id", export((UUID) objects.get("campaign")));
		}
		if (row.path().contains("/deposits/")) {
			objects.put("id", this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, Instant.now()));
		}
		if (row.path().contains("/deposit-batches/")) {
			objects.put("id", batch());
		}
		if (row.path().contains("/deliveries/{id}")) {
			toSign(objects, true);
		}
		List<String> statuses = new ArrayList<>();
		for (String key : SYSTEMS) {
			boolean upload = row.path()
				.matches(".*/(free-diffusions|verifications|report|campaigns|deposits|deposit-batches|uploads)")
					|| row.method().equals(HttpMethod.PUT);
			AbstractMockHttpServletRequestBuilder<?> call = upload && !row.method().equals(HttpMethod.GET)
					? upload(row, ids(row, objects)) : request(row.method(), row.path(), ids(row, objects));
			if (row.path().endsWith("/exports")) {
				((MockHttpServletRequestBuilder) call).contentType("application/json").content("{}");
			}
			if (!key.equals(NOBODY)) {
				call.header("Authorization", "Bearer " + key);
			}
			statuses.add(String.valueOf(this.http.perform(call).andReturn().getResponse().getStatus()));
		}
		assertThat(statuses).as(row + " for " + SYSTEMS).isEqualTo(row.cells());
	}

	private static Set<String> addresses(RequestMappingInfo mapping) {
		String parameter = mapping.getParamsCondition()
			.getExpressions()
			.stream()
			.map((condition) -> "?" + condition)
			.collect(Collectors.joining());
		return mapping.getMethodsCondition()
			.getMethods()
			.stream()
			.flatMap((method) -> mapping.getPatternValues()
				.stream()
				.map((path) -> method + " " + path.replaceAll(":[^}]+}", "}") + parameter))
			.collect(Collectors.toSet());
	}

	private AbstractMockHttpServletRequestBuilder<?> page(Row row, Map<String, Object> objects, String user)
			throws Exception {
		boolean file = row.method().equals(HttpMethod.POST) && (row.path().matches(".*/documents(\\?script)?")
				|| row.path().equals("/verification") || row.path().equals("/administration/salaries"));
		AbstractMockHttpServletRequestBuilder<?> page = file
				? ((MockMultipartHttpServletRequestBuilder) multipart(row.path(), ids(row, objects)))
					.file(new MockMultipartFile("file", "note.pdf", "application/pdf", SamplePdfs.letter()))
					.file(new MockMultipartFile("files", "note.pdf", "application/pdf", SamplePdfs.letter()))
				: request(row.method(), row.path(), ids(row, objects));
		if (row.path().endsWith("/non-servis")) {
			page.param("node", String.valueOf(objects.get("node")));
		}
		if (row.path().startsWith("/administration/journal/")) {
			page.param("brand", new UUID(0, 0).toString());
		}
		if (row.method().equals(HttpMethod.POST)) {
			page.with(csrf());
			page.param("name", "Note");
			page.param("type", "SIMPLE");
			page.param("up", "true");
			page.param("emitter", String.valueOf(objects.get("emitter")));
			page.param("node", String.valueOf(objects.get("node")));
			page.param("brand", String.valueOf(objects.get("node")));
			page.param("kind", row.path().contains("/pilotee") ? "OTHER" : "AGENCY");
			page.param("code", "NV-" + objects.get("id").toString().substring(0, 8));
			page.param("login", "nv-" + objects.get("id").toString().substring(0, 8));
			page.param("email", "nom@rh.example");
			page.param("active", "true");
			page.param("agency", String.valueOf(objects.get("emitter")));
		}
		if (!user.equals(NOBODY)) {
			page.cookie(session(user));
		}
		return page;
	}

	private static MockMultipartHttpServletRequestBuilder upload(Row row, Object[] ids) throws Exception {
		MockMultipartHttpServletRequestBuilder call = multipart(row.method(), row.path(), ids);
		if (row.path().contains("/campaigns")) {
			return call.file(new MockMultipartFile("campaign", "", "application/json", """
					{"target":"LYO"}
					""".getBytes()));
		}
		if (row.path().endsWith("/deposits")) {
			call.file(new MockMultipartFile("deposit", "", "application/json", """
					{"externalId":"%s","kind":"PAYSLIP","matricule":"H0001","clientCompany":"EU-ACIER"}
					""".formatted(UUID.randomUUID()).getBytes()));
		}
		if (row.path().endsWith("/deposit-batches")) {
			Path archive = Files.createTempFile("batch", ".zip");
			try (SampleBatch batch = new SampleBatch(archive)) {
				return call.file(new MockMultipartFile("archive", "lot.zip", "application/zip",
						Files.readAllBytes(batch.payslip("1", "H0001", SamplePdfs.letter()).finished())));
			}
			finally {
				Files.delete(archive);
			}
		}
		if (row.path().matches(".*/(verifications|verifications/report|deposits|uploads)")) {
			return call.file(new MockMultipartFile("file", "note.pdf", "application/pdf", SamplePdfs.letter()));
		}
		call.header("Idempotency-Key", UUID.randomUUID().toString());
		return call
			.file(new MockMultipartFile("request", "", "application/json",
					"""
							{"emitter":"LYO","recipients":["H0001"],"documents":[{"file":"note.pdf","name":"Note","type":"SIMPLE"}]}
							"""
						.getBytes()))
			.file(new MockMultipartFile("files", "note.pdf", "application/pdf", SamplePdfs.letter()));
	}

	private static Object[] ids(Row row, Map<String, Object> objects) {
		List<Object> ids = new ArrayList<>();
		java.util.regex.Pattern.compile("\\{(\\w+)}")
			.matcher(row.path())
			.results()
			.forEach((name) -> ids.add(objects.get(name.group(1))));
		return ids.toArray();
	}

	/** What the names in the addresses stand for, new for each line. */
	private Map<String, Object> objects(boolean sent) {
		FreeDiffusionId id = sent ? this.sends.sent("claire.martin", "LYO", "H0001", "Note", DocumentType.SIMPLE)
				: this.sends.draft("claire.martin", "LYO", "H0001", "Note", DocumentType.SIMPLE);
		Map<String, Object> objects = new HashMap<>();
		objects.put("id", id.value());
		objects.put("emitter", this.sends.node("LYO").value());
		objects.put("brand", this.sends.node("HORIZON").value());
		objects.put("token", "invented");
		UUID campaign = this.campaigns.drafted("LYO").value();
		objects.put("campaign", campaign);
		objects.put("campaignDocument",
				one("select document_id from campaign_document where campaign_id = ?", campaign));
		objects.put("node", this.sends.node("BOREAL").value());
		objects.put("employee", one("select id from employee where matricule = 'H0030' and agency_id = ?",
				this.sends.node("LYO").value()));
		objects.put("import", id.value());
		this.jdbc.sql("""
				insert into employee_import (id, brand_id, author_id, file_name, state, created_at)
				select ?, n.id, a.id, 'note.csv', 'CHECKED', now() from node n, actor a
				where n.code = 'BOREAL' and a.login = 'admin'
				""").param(id.value()).update();
		objects.put("kind", "utilisateurs");
		objects.put("user", id.value());
		this.jdbc.sql("""
				insert into actor (id, kind, login, name, email, password)
				values (?, 'HR_USER', ?, 'Nom', 'nom@rh.example', '-')
				""").param(id.value()).param("user-" + id).update();
		objects.put("system", this.sends.actor("paie-atlas").value());
		objects.put("document",
				one("select document_id from free_diffusion_document where diffusion_id = ?", id.value()));
		if (sent) {
			objects.put("handOver", one("select id from hand_over where source_id = ?", id.value()));
		}
		FreeDiffusionId vault = this.sends.sent("claire.martin", "LYO", "H0001", "Note", DocumentType.SIMPLE);
		objects.put("delivery", one("select id from delivery where source_id = ?", vault.value()));
		return objects;
	}

	/**
	 * Julie is asked to sign; of the pages where that matters, the id is the delivery's.
	 */
	private void toSign(Map<String, Object> objects, boolean ofVault) {
		FreeDiffusionId send = this.sends.sent("claire.martin", "LYO", "H0001", "Avenant", DocumentType.TO_SIGN);
		UUID delivery = one("select id from delivery where source_id = ?", send.value());
		objects.put("id", ofVault ? delivery : send.value());
		objects.put("delivery", delivery);
		objects.put("code", UUID.randomUUID());
	}

	/** An export of this campaign, not ready yet. */
	private UUID export(UUID campaign) {
		UUID id = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into campaign_export (id, campaign_id, actor_id, first_day, last_day, format, state, requested_at)
					select ?, c.id, c.author_id, '2026-01-01', '2026-12-31', 'CSV', 'RUNNING', now() from campaign c where c.id = ?
					""")
			.param(id)
			.param(campaign)
			.update();
		return id;
	}

	/** A batch of paie-horizon without a line. */
	private UUID batch() {
		UUID id = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into deposit_batch (id, system_id, brand_id, file_name, size, state, lines, received_at, stored_at,
					  process_instance_key)
					select ?, a.id, a.brand_id, 'lot.zip', 1, 'COMPLETED', 0, now(), now(), floor(random() * 1e15)
					from actor a where a.login = 'paie-horizon'
					""")
			.param(id)
			.update();
		return id;
	}

	private UUID one(String query, UUID id) {
		return this.jdbc.sql(query).param(id).query(UUID.class).single();
	}

	private Cookie session(String user) throws Exception {
		Cookie known = this.sessions.get(user);
		if (known != null) {
			return known;
		}
		Cookie session = this.http
			.perform(post("/login").with(csrf()).param("username", user).param("password", "demo"))
			.andReturn()
			.getResponse()
			.getCookie("SESSION");
		assertThat(session).isNotNull();
		this.sessions.put(user, session);
		return session;
	}

}
