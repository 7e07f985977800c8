package io.estafette.platform.web;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.local.WithDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever goes wrong under {@code /api} is told in problem details. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
@ExtendWith(OutputCaptureExtension.class)
class ApiProblemsTests {

	private static final String KEY = "demo-sirh-horizon";

	private static final String FREE_DIFFUSIONS = "/api/v1/free-diffusions";

	@Autowired
	private TestRestTemplate http;

	@Autowired
	private ObjectMapper json;

	@ParameterizedTest
	@CsvSource({ "GET, /api, 404, UNKNOWN_ADDRESS", "GET, /api/v1/nothing, 404, UNKNOWN_ADDRESS",
			"POST, /api/v2/free-diffusions, 404, UNKNOWN_ADDRESS",
			"DELETE, /api/v1/free-diffusions, 405, METHOD_NOT_ALLOWED",
			"GET, /api/v1/free-diffusions, 405, METHOD_NOT_ALLOWED", "GET, /api/v1/failing, 500, UNEXPECTED_ERROR",
			"GET, /api/v1/campaigns/nonsense/deliveries, 404, NOT_FOUND",
			"GET, /api/v1/campaigns/4f3c0a52-0a51-4a6f-9d8e-1e3a5c7b9d10/deliveries?limit=many, 422, PARAMETER_INVALID",
			"GET, /api/v1/campaigns/4f3c0a52-0a51-4a6f-9d8e-1e3a5c7b9d10/deliveries?cursor=x, 422, PARAMETER_INVALID",
			"GET, /api//v1/free-diffusions, 400, BAD_REQUEST", "GET, /%61pi/v1/nothing, 404, UNKNOWN_ADDRESS" })
	void everyFailureHasItsCode(HttpMethod method, String address, int status, String code) throws Exception {
		JsonNode problem = problem(call(method, address, headers(KEY), null), HttpStatus.valueOf(status), code);
		assertThat(problem.get("detail").asText()).doesNotContain("{0}", "secret");
	}

	@Test
	void theMethodsThatAreAllowedAreNamed() throws Exception {
		ResponseEntity<String> answer = call(HttpMethod.DELETE, FREE_DIFFUSIONS, headers(KEY), null);
		assertThat(answer.getHeaders().getAllow()).containsExactly(HttpMethod.POST);
		assertThat(problem(answer, HttpStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED").get("detail").asText())
			.contains("POST");
	}

	@Test
	void jsonInsteadOfMultipartIsRefused() throws Exception {
		HttpHeaders headers = headers(KEY);
		headers.setContentType(MediaType.APPLICATION_JSON);
		JsonNode problem = problem(call(HttpMethod.POST, FREE_DIFFUSIONS, headers, "{}"),
				HttpStatus.UNSUPPORTED_MEDIA_TYPE, "CONTENT_TYPE_NOT_SUPPORTED");
		assertThat(problem.get("detail").asText()).contains("multipart/form-data");
	}

	@Test
	void anAnswerInAnotherFormatIsRefused() throws Exception {
		HttpHeaders headers = headers(KEY);
		headers.setAccept(List.of(MediaType.APPLICATION_XML));
		problem(call(HttpMethod.GET, FREE_DIFFUSIONS + "/4f3c0a52-0a51-4a6f-9d8e-1e3a5c7b9d10", headers, null),
				HttpStatus.NOT_ACCEPTABLE, "NOT_ACCEPTABLE");
	}

	@Test
	void aMultipartRequestWithoutEndIsRefused() throws Exception {
		HttpHeaders headers = headers(KEY);
		headers.setContentType(MediaType.parseMediaType("multipart/form-data; boundary=b"));
		problem(call(HttpMethod.POST, FREE_DIFFUSIONS, headers,
				"--b\r\nContent-Disposition: form-data; name=\"x\"\r\n"), HttpStatus.BAD_REQUEST,
				"MULTIPART_NOT_READABLE");
		headers.set(HttpHeaders.CONTENT_TYPE, "multipart/form-data");
		problem(call(HttpMethod.POST, FREE_DIFFUSIONS, headers, "x"), HttpStatus.BAD_REQUEST, "MULTIPART_NOT_READABLE");
	}

	@Test
	void tooManyPartsAreRefused() throws Exception {
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		for (int part = 0; part < 100; part++) {
			parts.add("files", file(1));
		}
		problem(multipart(parts, KEY), HttpStatus.PAYLOAD_TOO_LARGE, "REQUEST_TOO_LARGE");
	}

	@Test
	void aFileThatIsMuchTooLargeIsRefusedInWords() throws Exception {
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		parts.add("files", file(30 * 1024 * 1024));
		problem(multipart(parts, KEY), HttpStatus.PAYLOAD_TOO_LARGE, "REQUEST_TOO_LARGE");
	}

	@Test
	void aWrongKeyIsToldAlsoToWhoSendsALargeFile() throws Exception {
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		parts.add("files", file(19 * 1024 * 1024));
		problem(multipart(parts, "wrong"), HttpStatus.UNAUTHORIZED, "API_KEY_UNKNOWN");
	}

	@Test
	void withoutKeyTheAnswerSaysHowToSendOne() throws Exception {
		ResponseEntity<String> answer = call(HttpMethod.GET, FREE_DIFFUSIONS, new HttpHeaders(), null);
		JsonNode problem = problem(answer, HttpStatus.UNAUTHORIZED, "API_KEY_MISSING");
		assertThat(problem.get("detail").asText()).contains("Authorization: Bearer");
		assertThat(answer.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE)).startsWith("Bearer");
		assertThat(answer.getHeaders().getFirst(HttpHeaders.SET_COOKIE)).isNull();
		problem(call(HttpMethod.GET, "/api/v1/nothing", new HttpHeaders(), null), HttpStatus.UNAUTHORIZED,
				"API_KEY_MISSING");
	}

	@Test
	void aWrongKeyIsRefusedAndNeitherAnsweredNorLogged(CapturedOutput output) throws Exception {
		for (String authorization : List.of("Bearer wrong-key-4711", "Bearer ", "Bearer", "Basic ZGVtbzpkZW1v",
				"Bearer " + "wrong-key-4711".repeat(200), KEY)) {
			HttpHeaders headers = new HttpHeaders();
			headers.set(HttpHeaders.AUTHORIZATION, authorization);
			ResponseEntity<String> answer = call(HttpMethod.GET, FREE_DIFFUSIONS, headers, null);
			problem(answer, HttpStatus.UNAUTHORIZED, "API_KEY_UNKNOWN");
			assertThat(answer.getBody()).doesNotContain("wrong-key-4711");
		}
		assertThat(output.getAll()).doesNotContain("wrong-key-4711");
	}

	@Test
	void anUnexpectedErrorIsAnsweredWithTheIdThatIsInTheLog(CapturedOutput output) throws Exception {
		ResponseEntity<String> answer = call(HttpMethod.GET, "/api/v1/failing", headers(KEY), null);
		String detail = problem(answer, HttpStatus.INTERNAL_SERVER_ERROR, "UNEXPECTED_ERROR").get("detail").asText();
		assertThat(answer.getBody()).doesNotContain("secret", "IllegalState");
		String id = detail.replaceFirst(".* (\\S+)\\.$", "$1");
		assertThat(output.getAll()).contains("Unexpected error " + id + " in GET /api/v1/failing")
			.contains("java.lang.IllegalStateException")
			.doesNotContain("a secret of the inside");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none", value = { "none, fr", "'', fr", "de, fr", "'de, en;q=0.5', en", "en-GB, en",
			"'fr-CA, en;q=0.9', fr", "'%%;q=x', fr" })
	void problemsSpeakFrenchOrEnglish(String accepted, String language) throws Exception {
		HttpHeaders headers = new HttpHeaders();
		if (accepted != null) {
			headers.set(HttpHeaders.ACCEPT_LANGUAGE, accepted);
		}
		ResponseEntity<String> answer = call(HttpMethod.GET, FREE_DIFFUSIONS, headers, null);
		assertThat(answer.getHeaders().getContentLanguage()).hasToString(language);
		assertThat(problem(answer, HttpStatus.UNAUTHORIZED, "API_KEY_MISSING").get("detail").asText())
			.startsWith(language.equals("en") ? "This call needs a key" : "Cet appel demande une clé");
	}

	@Test
	void theDescriptionIsEnoughToIntegrateFrom() throws Exception {
		JsonNode api = this.json.readTree(this.http.getForObject("/v3/api-docs", String.class));
		assertThat(api.at("/info/license/name").asText()).isEqualTo("Apache-2.0");
		assertThat(api.at("/components/securitySchemes/key/scheme").asText()).isEqualTo("bearer");
		JsonNode post = api.at("/paths/~1api~1v1~1free-diffusions/post");
		JsonNode multipart = post.at("/requestBody/content/multipart~1form-data");
		assertThat(multipart.at("/encoding/request/contentType").asText()).isEqualTo("application/json");
		assertThat(multipart.at("/schema/properties/request/$ref").asText()).endsWith("/FreeDiffusionRequest");
		assertThat(multipart.at("/schema/properties/files/items/format").asText()).isEqualTo("binary");
		assertThat(post.at("/parameters")).hasSize(1).first().satisfies((parameter) -> {
			assertThat(parameter.get("name").asText()).isEqualTo("Idempotency-Key");
			assertThat(parameter.get("in").asText()).isEqualTo("header");
			assertThat(parameter.get("required").asBoolean()).isFalse();
		});
		assertThat(Stream.of("202", "400", "401", "403", "404", "409", "413", "415", "422", "500"))
			.allSatisfy((status) -> assertThat(post.get("responses").has(status)).as(status).isTrue());
		assertThat(api.at("/components/schemas/FreeDiffusionRequest/properties/emitter/example").asText())
			.isEqualTo("LYO");
		assertThat(api.at("/components/schemas/FreeDiffusionRequest/required")).hasSize(3);
		assertThat(api.get("paths").fieldNames()).toIterable()
			.contains("/api/v1/free-diffusions/{id}", "/api/v1/documents/{id}/content");
	}

	@Test
	void thePageToTryItNeedsNoInlineScriptOrStyle() {
		ResponseEntity<String> page = this.http.getForEntity("/swagger-ui/index.html", String.class);
		assertThat(page.getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(page.getHeaders().getFirst("Content-Security-Policy")).contains("default-src 'self'")
			.doesNotContain("unsafe");
		assertThat(page.getBody()).contains("swagger-initializer.js").doesNotContain("<style");
		assertThat(this.http.getForObject("/swagger-ui/swagger-initializer.js", String.class)).contains("/v3/api-docs");
	}

	private JsonNode problem(ResponseEntity<String> answer, HttpStatus status, String code) throws Exception {
		assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
		assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		JsonNode problem = this.json.readTree(answer.getBody());
		assertThat(problem.get("status").asInt()).isEqualTo(status.value());
		assertThat(problem.get("title").asText()).isEqualTo(status.getReasonPhrase());
		assertThat(problem.get("code").asText()).isEqualTo(code);
		assertThat(problem.get("detail").asText()).isNotBlank();
		return problem;
	}

	private ResponseEntity<String> call(HttpMethod method, String address, HttpHeaders headers, Object body) {
		return this.http.exchange(java.net.URI.create(this.http.getRootUri() + address), method,
				new HttpEntity<>(body, headers), String.class);
	}

	private ResponseEntity<String> multipart(MultiValueMap<String, Object> parts, String key) {
		HttpHeaders headers = headers(key);
		headers.setContentType(MediaType.MULTIPART_FORM_DATA);
		return call(HttpMethod.POST, FREE_DIFFUSIONS, headers, parts);
	}

	private static HttpHeaders headers(String key) {
		HttpHeaders headers = new HttpHeaders();
		headers.setBearerAuth(key);
		return headers;
	}

	private static ByteArrayResource file(int size) {
		return new ByteArrayResource(new byte[size]) {

			@Override
			public String getFilename() {
				return "note.pdf";
			}

		};
	}

	/** A call of the interface with a bug. */
	@RestController
	static class Failing {

		@GetMapping("/api/v1/failing")
		String fail() {
			throw new IllegalStateException("a secret of the inside");
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	@Import(Failing.class)
	static class WithABug {

	}

}
