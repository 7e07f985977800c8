package io.estafette.campaign.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.local.WithDatabase;
import io.estafette.samples.SamplePdfs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Campaigns as a system runs them: real HTTP, real database, no process engine
 * (product.md section 6).
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
class CampaignApiTests {

	private static final String HORIZON = "demo-sirh-horizon";

	private static final String CAMPAIGNS = "/api/v1/campaigns";

	private static final Map<String, byte[]> NOTICE = Map.of("consignes.pdf", SamplePdfs.letter());

	@Autowired
	private TestRestTemplate http;

	@Autowired
	private ObjectMapper json;

	private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));

	@Test
	void aDraftIsReadableAtOnce() {
		ResponseEntity<String> created = send(HttpMethod.POST, CAMPAIGNS, HORIZON,
				"""
						{"name":"Consignes","kind":"SAFETY_INSTRUCTIONS","target":"LYO","triggers":["CONTRACT","PAYSLIP"],
						"executives":"ONLY","clientCompanies":["EU-ACIER"],"retroactiveSince":"%s","startDate":"%s","endDate":"%s",
						"documents":[{"file":"consignes.pdf","name":"Consignes 2026"},
						{"file":"charte.pdf","name":"Charte","toSign":true}]}
						"""
					.formatted(this.today.minusDays(9), this.today, this.today.plusDays(9)),
				Map.of("consignes.pdf", SamplePdfs.letter(), "charte.pdf", SamplePdfs.letter()));
		assertThat(created.getStatusCode().value()).isEqualTo(201);
		JsonNode draft = body(created);
		assertThat(created.getHeaders().getLocation()).hasPath(CAMPAIGNS + "/" + draft.get("id").asText());
		assertThat(draft.get("state").asText()).isEqualTo("DRAFT");
		assertThat(draft.get("name").asText()).isEqualTo("Consignes");
		assertThat(draft.get("kind").asText()).isEqualTo("SAFETY_INSTRUCTIONS");
		assertThat(draft.get("target").asText()).isEqualTo("LYO");
		assertThat(texts(draft.get("triggers"))).containsExactlyInAnyOrder("PAYSLIP", "CONTRACT");
		assertThat(draft.get("executives").asText()).isEqualTo("ONLY");
		assertThat(texts(draft.get("clientCompanies"))).containsExactly("EU-ACIER");
		assertThat(draft.get("retroactive").asBoolean()).isTrue();
		assertThat(draft.get("retroactiveSince").asText()).isEqualTo(this.today.minusDays(9).toString());
		assertThat(draft.get("startDate").asText()).isEqualTo(this.today.toString());
		assertThat(draft.get("endDate").asText()).isEqualTo(this.today.plusDays(9).toString());
		assertThat(draft.get("leavesOut").asBoolean()).isFalse();
		assertThat(draft.at("/documents/0/name").asText()).isEqualTo("Consignes 2026");
		assertThat(draft.at("/documents/0/type").asText()).isEqualTo("PROTECTED");
		assertThat(draft.at("/documents/0/toSign").asBoolean()).isFalse();
		assertThat(draft.at("/documents/1/file").asText()).isEqualTo("charte.pdf");
		assertThat(draft.at("/documents/1/toSign").asBoolean()).isTrue();
		assertThat(draft.at("/documents/1/pages").asInt()).isPositive();
		assertThat(List.of("served", "handedOver", "notServed", "toSign", "signed"))
			.allSatisfy((figure) -> assertThat(draft.get(figure).asInt()).as(figure).isZero());
		assertThat(List.of("launchedAt", "readyAt", "activatedAt", "closedAt"))
			.allSatisfy((time) -> assertThat(draft.get(time).isNull()).as(time).isTrue());
		assertThat(body(call(HttpMethod.GET, path(draft)))).isEqualTo(draft);
	}

	/** C10: 422 with every reason, each in words. */
	@Test
	void aLaunchIsRefusedWithEveryReason() {
		JsonNode draft = body(send(HttpMethod.POST, CAMPAIGNS, HORIZON, "{\"target\":\"LYO\"}", Map.of()));
		ResponseEntity<String> refused = call(HttpMethod.POST, path(draft) + "/launch");
		assertThat(refused.getStatusCode().value()).isEqualTo(422);
		assertThat(refused.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(body(refused).get("code").asText()).isEqualTo("CAMPAIGN_NOT_READY");
		List<String> codes = new ArrayList<>();
		body(refused).get("reasons").forEach((reason) -> {
			codes.add(reason.get("code").asText());
			assertThat(reason.get("detail").asText()).hasSizeGreaterThan(15);
		});
		assertThat(codes).containsExactlyInAnyOrder("CAMPAIGN_NAME_MISSING", "CAMPAIGN_TRIGGER_MISSING",
				"CAMPAIGN_DOCUMENT_MISSING", "CAMPAIGN_START_MISSING");
		assertThat(body(call(HttpMethod.GET, path(draft))).get("state").asText()).isEqualTo("DRAFT");
	}

	@Test
	void aPutReplacesEverythingButDocumentsThatItDoesNotName() {
		JsonNode draft = draft(this.today);
		JsonNode changed = body(
				send(HttpMethod.PUT, path(draft), HORIZON, "{\"target\":\"MRS\",\"name\":\"Autre\"}", Map.of()));
		assertThat(changed.get("target").asText()).isEqualTo("MRS");
		assertThat(changed.get("name").asText()).isEqualTo("Autre");
		assertThat(changed.get("kind").asText()).isEqualTo("OTHER");
		assertThat(changed.get("triggers")).isEmpty();
		assertThat(changed.get("startDate").isNull()).isTrue();
		assertThat(changed.get("documents")).isEqualTo(draft.get("documents"));
		JsonNode replaced = body(send(HttpMethod.PUT, path(draft), HORIZON,
				"{\"target\":\"MRS\",\"documents\":[{\"file\":\"charte.pdf\",\"name\":\"Charte\",\"toSign\":true}]}",
				Map.of("charte.pdf", SamplePdfs.letter())));
		assertThat(replaced.get("name").isNull()).isTrue();
		assertThat(replaced.get("documents")).hasSize(1);
		assertThat(replaced.at("/documents/0/name").asText()).isEqualTo("Charte");
		assertThat(body(send(HttpMethod.PUT, path(draft), HORIZON, "{\"target\":\"MRS\",\"documents\":[]}", Map.of()))
			.get("documents")).isEmpty();
	}

	/** C10: all the way, and what is not possible on it. */
	@Test
	void aCampaignIsScheduledTakenBackLaunchedAndClosed() {
		JsonNode draft = draft(this.today.plusDays(3));
		assertThat(code(409, HttpMethod.POST, path(draft) + "/close")).isEqualTo("CAMPAIGN_NOT_LAUNCHED");
		JsonNode scheduled = body(202, HttpMethod.POST, path(draft) + "/launch");
		assertThat(scheduled.get("state").asText()).isEqualTo("SCHEDULED");
		assertThat(scheduled.get("launchedAt").isNull()).isFalse();
		assertThat(scheduled.get("readyAt").isNull()).isTrue();
		assertThat(code(409, HttpMethod.POST, path(draft) + "/launch")).isEqualTo("CAMPAIGN_NOT_DRAFT");
		assertThat(code(409, HttpMethod.DELETE, path(draft))).isEqualTo("CAMPAIGN_NOT_DRAFT");
		assertThat(body(send(HttpMethod.PUT, path(draft), HORIZON, request(this.today), NOTICE)).get("code").asText())
			.isEqualTo("CAMPAIGN_NOT_DRAFT");
		assertThat(body(200, HttpMethod.POST, path(draft) + "/unschedule").get("state").asText()).isEqualTo("DRAFT");
		assertThat(send(HttpMethod.PUT, path(draft), HORIZON, request(this.today), NOTICE).getStatusCode().value())
			.isEqualTo(200);
		assertThat(body(202, HttpMethod.POST, path(draft) + "/launch").get("state").asText()).isEqualTo("ACTIVE");
		assertThat(code(409, HttpMethod.POST, path(draft) + "/unschedule")).isEqualTo("CAMPAIGN_NOT_SCHEDULED");
		JsonNode closed = body(200, HttpMethod.POST, path(draft) + "/close");
		assertThat(closed.get("state").asText()).isEqualTo("CLOSED");
		assertThat(closed.get("closedAt").isNull()).isFalse();
		assertThat(body(200, HttpMethod.POST, path(draft) + "/close")).isEqualTo(closed);
	}

	/** C11: everything but the dates, the box that asks for one of them included. */
	@Test
	void aDuplicateIsADraftWithoutDates() {
		JsonNode original = body(send(HttpMethod.POST, CAMPAIGNS, HORIZON, request(this.today).replace("\"startDate\"",
				"\"retroactiveSince\":\"" + this.today.minusDays(3) + "\",\"startDate\""), NOTICE));
		body(202, HttpMethod.POST, path(original) + "/launch");
		ResponseEntity<String> answer = call(HttpMethod.POST, path(original) + "/duplicate?leaveOutServed=true");
		assertThat(answer.getStatusCode().value()).isEqualTo(201);
		JsonNode copy = body(answer);
		assertThat(answer.getHeaders().getLocation()).hasPath(path(copy));
		assertThat(copy.get("id")).isNotEqualTo(original.get("id"));
		assertThat(copy.get("state").asText()).isEqualTo("DRAFT");
		assertThat(copy.get("name").asText()).contains("Consignes");
		assertThat(copy.get("triggers")).isEqualTo(original.get("triggers"));
		assertThat(copy.get("leavesOut").asBoolean()).isTrue();
		assertThat(copy.get("retroactive").asBoolean()).isTrue();
		assertThat(List.of("retroactiveSince", "startDate", "endDate"))
			.allSatisfy((date) -> assertThat(copy.get(date).isNull()).as(date).isTrue());
		assertThat(copy.at("/documents/0/name")).isEqualTo(original.at("/documents/0/name"));
		assertThat(copy.at("/documents/0/id")).isNotEqualTo(original.at("/documents/0/id"));
		List<String> reasons = new ArrayList<>();
		body(422, HttpMethod.POST, path(copy) + "/launch").get("reasons")
			.forEach((reason) -> reasons.add(reason.get("code").asText()));
		assertThat(reasons).containsExactlyInAnyOrder("CAMPAIGN_START_MISSING", "CAMPAIGN_RETROACTIVE_DATE_MISSING");
		assertThat(call(HttpMethod.DELETE, path(copy)).getStatusCode().value()).isEqualTo(204);
		assertThat(code(404, HttpMethod.GET, path(copy))).isEqualTo("NOT_FOUND");
		assertThat(body(200, HttpMethod.GET, path(original)).get("documents")).hasSize(1);
	}

	/** C18. */
	@Test
	void aDryRunSaysWhoIsLeftOutAndWhy() {
		JsonNode draft = body(send(HttpMethod.POST, CAMPAIGNS, HORIZON,
				"{\"target\":\"LYO-SIEGE\",\"triggers\":[\"PAYSLIP\"],\"retroactiveSince\":\"" + this.today + "\"}",
				Map.of()));
		JsonNode result = body(200, HttpMethod.GET, path(draft) + "/dry-run");
		assertThat(result.get("agencies").asInt()).isOne();
		assertThat(result.get("employees").asInt()).isGreaterThanOrEqualTo(8);
		assertThat(result.get("served").asInt() + result.at("/leftOut/NO_DEPOSIT").asInt())
			.isEqualTo(result.get("employees").asInt());
		assertThat(result.get("people")).hasSize(result.at("/leftOut/NO_DEPOSIT").asInt());
		JsonNode person = result.at("/people/0");
		assertThat(person.get("matricule").asText()).isNotEmpty();
		assertThat(person.get("lastName").asText()).isNotEmpty();
		assertThat(person.get("reason").asText()).isEqualTo("NO_DEPOSIT");
	}

	/** Every wrong request is refused with a code of its own. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			demo-sirh-horizon | "target":"NOWHERE"                                     | 404 | TARGET_NOT_FOUND
			demo-sirh-horizon | "target":"PAR"                                         | 404 | TARGET_NOT_FOUND
			demo-sirh-atlas   | "target":"LYO"                                         | 404 | TARGET_NOT_FOUND
			demo-paie-horizon | "target":"LYO"                                         | 403 | NO_CAMPAIGN_RIGHT
			demo-sirh-horizon | "name":"Consignes"                                     | 422 | FIELD_MISSING
			demo-sirh-horizon | "target":"LYO","clientCompanies":["NOBODY"]            | 422 | CLIENT_COMPANY_NOT_FOUND
			demo-sirh-horizon | "target":"LYO","startDate":"+9999999-01-01"            | 422 | CAMPAIGN_DATE_INVALID
			demo-sirh-horizon | "target":"LYO","endDate":"+999999999-12-31"            | 422 | CAMPAIGN_DATE_INVALID
			demo-sirh-horizon | "target":"LYO","endDate":"3000-01-01"                  | 422 | CAMPAIGN_DATE_INVALID
			demo-sirh-horizon | "target":"LYO","retroactiveSince":"-9999999-01-01"     | 422 | CAMPAIGN_DATE_INVALID
			demo-sirh-horizon | "target":"LYO","retroactiveSince":"1999-12-31"         | 422 | CAMPAIGN_DATE_INVALID
			""")
	void aWrongCampaignIsRefused(String key, String fields, int status, String code) {
		ResponseEntity<String> answer = send(HttpMethod.POST, CAMPAIGNS, key, "{" + fields + "}", Map.of());
		assertThat(answer.getStatusCode().value()).isEqualTo(status);
		assertThat(body(answer).get("code").asText()).isEqualTo(code);
		assertThat(body(answer).get("detail").asText()).hasSizeGreaterThan(20).doesNotContain("{0}");
	}

	private JsonNode draft(LocalDate start) {
		ResponseEntity<String> answer = send(HttpMethod.POST, CAMPAIGNS, HORIZON, request(start), NOTICE);
		assertThat(answer.getStatusCode().value()).isEqualTo(201);
		return body(answer);
	}

	private static String request(LocalDate start) {
		return """
				{"name":"Consignes","target":"LYO","triggers":["PAYSLIP"],"startDate":"%s",
				"documents":[{"file":"consignes.pdf","name":"Consignes"}]}
				""".formatted(start);
	}

	private static String path(JsonNode campaign) {
		return CAMPAIGNS + "/" + campaign.get("id").asText();
	}

	private String code(int status, HttpMethod method, String path) {
		return body(status, method, path).get("code").asText();
	}

	private JsonNode body(int status, HttpMethod method, String path) {
		ResponseEntity<String> answer = call(method, path);
		assertThat(answer.getStatusCode().value()).as(method + " " + path).isEqualTo(status);
		return body(answer);
	}

	private ResponseEntity<String> call(HttpMethod method, String path) {
		HttpHeaders headers = new HttpHeaders();
		headers.setBearerAuth(HORIZON);
		return this.http.exchange(path, method, new HttpEntity<>(headers), String.class);
	}

	private ResponseEntity<String> send(HttpMethod method, String path, String key, String campaign,
			Map<String, byte[]> files) {
		HttpHeaders part = new HttpHeaders();
		part.setContentType(MediaType.APPLICATION_JSON);
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		parts.add("campaign", new HttpEntity<>(campaign, part));
		files.forEach((name, bytes) -> parts.add("files", new ByteArrayResource(bytes) {

			@Override
			public @Nullable String getFilename() {
				return name;
			}

		}));
		HttpHeaders headers = new HttpHeaders();
		headers.setBearerAuth(key);
		headers.setContentType(MediaType.MULTIPART_FORM_DATA);
		return this.http.exchange(path, method, new HttpEntity<>(parts, headers), String.class);
	}

	private JsonNode body(ResponseEntity<String> answer) {
		try {
			return this.json.readTree(answer.getBody());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<String> texts(JsonNode array) {
		List<String> texts = new ArrayList<>();
		array.forEach((text) -> texts.add(text.asText()));
		return texts;
	}

}
