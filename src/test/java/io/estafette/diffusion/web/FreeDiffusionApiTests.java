package io.estafette.diffusion.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.FreeDiffusionRequested;
import io.estafette.diffusion.PrepareDeliveries;
import io.estafette.diffusion.RefuseFreeDiffusion;
import io.estafette.local.WithDatabase;
import io.estafette.samples.HostilePdfs;
import io.estafette.organization.AuthenticateSystem;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Free diffusion as a system sees it: real HTTP, real database, no process engine. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
class FreeDiffusionApiTests {

	private static final String HORIZON = "demo-sirh-horizon";

	private static final String ATLAS = "demo-sirh-atlas";

	private static final String PAYROLL = "demo-paie-horizon";

	private static final String FREE_DIFFUSIONS = "/api/v1/free-diffusions";

	private static final byte[] NOTE = pdf("note");

	private static final byte[] OTHER = pdf("other");

	@Autowired
	private TestRestTemplate http;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ObjectMapper json;

	@Autowired
	private Announced announced;

	@Autowired
	private PrepareDeliveries prepareDeliveries;

	@Autowired
	private HandOverDocuments handOverDocuments;

	@Autowired
	private RefuseFreeDiffusion refuseFreeDiffusion;

	@BeforeEach
	void forget() {
		this.announced.diffusions().clear();
	}

	@Test
	void aRequestIsAcceptedAndAnnouncedOnce() {
		ResponseEntity<String> answer = send(HORIZON, null, request("LYO", "H0001", "H0012", "H0001"), file(NOTE));
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
		UUID id = id(answer);
		assertThat(answer.getHeaders().getLocation()).hasPath(FREE_DIFFUSIONS + "/" + id);
		assertThat(this.announced.diffusions()).containsExactly(id);
		assertThat(recipients(id)).containsExactly("H0001", "H0012");

		JsonNode found = body(get(HORIZON, FREE_DIFFUSIONS + "/" + id));
		assertThat(found.get("id").asText()).isEqualTo(id.toString());
		assertThat(found.get("state").asText()).isEqualTo("RUNNING");
		assertThat(found.get("deliveryCount").asInt()).isZero();
		assertThat(found.get("deliveries")).isEmpty();
		assertThat(found.has("refusal")).isFalse();
	}

	@Test
	void deliveriesAndDocumentsAreSeenByWhoeverMaySendFromTheEmitterAndByNobodyElse() {
		UUID id = id(send(HORIZON, null, request("LYO", "H0001", "H0002"), file(NOTE)));
		this.handOverDocuments.of(this.prepareDeliveries.of(new FreeDiffusionId(id)).handOvers());

		JsonNode found = body(get(HORIZON, FREE_DIFFUSIONS + "/" + id));
		assertThat(found.get("deliveryCount").asInt()).isEqualTo(2);
		assertThat(found.get("deliveries")).hasSize(2).allSatisfy((delivery) -> {
			assertThat(delivery.get("document").asText()).isEqualTo("Note de service été");
			assertThat(delivery.get("type").asText()).isEqualTo("SIMPLE");
			assertThat(delivery.get("state").asText()).isEqualTo("HANDED_OVER");
			assertThat(delivery.get("deliveredAt").asText()).endsWith("Z");
			assertThat(delivery.get("openedAt").isNull()).isTrue();
		});
		assertThat(found.findValuesAsText("matricule")).containsExactlyInAnyOrder("H0001", "H0002");

		String content = "/api/v1/documents/" + found.at("/deliveries/0/documentId").asText() + "/content";
		ResponseEntity<byte[]> pdf = this.http.exchange(content, HttpMethod.GET, new HttpEntity<>(headers(HORIZON)),
				byte[].class);
		assertThat(pdf.getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(pdf.getBody()).isEqualTo(NOTE);
		assertThat(pdf.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PDF);
		assertThat(pdf.getHeaders().getContentDisposition().getFilename()).isEqualTo("Note de service été.pdf");

		for (String stranger : List.of(ATLAS, PAYROLL)) {
			assertProblem(get(stranger, FREE_DIFFUSIONS + "/" + id), HttpStatus.NOT_FOUND, "NOT_FOUND");
			assertProblem(get(stranger, content), HttpStatus.NOT_FOUND, "NOT_FOUND");
		}
	}

	@Test
	void draftsAndWhatDoesNotExistAreNotFound() {
		UUID id = id(send(HORIZON, null, request("LYO", "H0001"), file(NOTE)));
		String document = this.jdbc.sql("select document_id from free_diffusion_document where diffusion_id = ?")
			.param(id)
			.query(String.class)
			.single();
		for (String state : List.of("DRAFT", "ABANDONED")) {
			this.jdbc.sql("update free_diffusion set state = ? where id = ?").param(state).param(id).update();
			assertProblem(get(HORIZON, FREE_DIFFUSIONS + "/" + id), HttpStatus.NOT_FOUND, "NOT_FOUND");
			assertProblem(get(HORIZON, "/api/v1/documents/" + document + "/content"), HttpStatus.NOT_FOUND,
					"NOT_FOUND");
		}
		assertProblem(get(HORIZON, FREE_DIFFUSIONS + "/" + UUID.randomUUID()), HttpStatus.NOT_FOUND, "NOT_FOUND");
		assertProblem(get(HORIZON, FREE_DIFFUSIONS + "/no-id"), HttpStatus.NOT_FOUND, "NOT_FOUND");
	}

	@Test
	void aProtectedDocumentCannotBeReadBeforeItsSeal() {
		UUID id = id(send(HORIZON, null, request("LYO", "H0001").replace("SIMPLE", "PROTECTED"), file(NOTE)));
		this.prepareDeliveries.of(new FreeDiffusionId(id));
		String document = body(get(HORIZON, FREE_DIFFUSIONS + "/" + id)).at("/deliveries/0/documentId").asText();
		assertProblem(get(HORIZON, "/api/v1/documents/" + document + "/content"), HttpStatus.CONFLICT,
				"DOCUMENT_NOT_SEALED");
	}

	@Test
	void aRefusalAfterTheSendSaysWhy() {
		UUID id = id(send(HORIZON, null, request("LYO", "H0001"), file(NOTE)));
		this.refuseFreeDiffusion.of(new FreeDiffusionId(id));
		JsonNode found = body(get(HORIZON, FREE_DIFFUSIONS + "/" + id));
		assertThat(found.get("state").asText()).isEqualTo("REFUSED");
		assertThat(found.at("/refusal/code").asText()).isEqualTo("DOCUMENT_NOT_SEALABLE");
		assertThat(found.at("/refusal/detail").asText()).contains("scellé");
	}

	@Test
	void theSameRequestUnderTheSameKeySendsOnce() {
		String key = "key " + UUID.randomUUID();
		UUID first = id(send(HORIZON, key, request("LYO", "H0001", "H0002"), file(NOTE)));
		UUID again = id(send(HORIZON, key, request("LYO", "H0002", "H0001"), file(NOTE)));
		assertThat(again).isEqualTo(first);
		assertThat(this.announced.diffusions()).containsExactly(first);
	}

	@Test
	void aKeyCannotBeUsedAgainForOtherContent() {
		String key = "key " + UUID.randomUUID();
		UUID first = id(send(HORIZON, key, request("LYO", "H0001"), file(NOTE)));
		for (ResponseEntity<String> other : List.of(send(HORIZON, key, request("LYO", "H0002"), file(NOTE)),
				send(HORIZON, key, request("LYO", "H0001"), file(OTHER)),
				send(HORIZON, key, request("LYO", "H0001").replace("été", "hiver"), file(NOTE)),
				send(HORIZON, key, request("LYO", "H0001").replace("SIMPLE", "PROTECTED"), file(NOTE)))) {
			assertProblem(other, HttpStatus.CONFLICT, "IDEMPOTENCY_KEY_REUSED");
		}
		assertThat(this.announced.diffusions()).containsExactly(first);
	}

	@Test
	void keysOfDifferentSystemsDoNotMeet() {
		String key = "key " + UUID.randomUUID();
		UUID horizon = id(send(HORIZON, key, request("LYO", "H0001"), file(NOTE)));
		UUID atlas = id(send(ATLAS, key, request("PAR", "A0001"), file(NOTE)));
		assertThat(atlas).isNotEqualTo(horizon);
	}

	@Test
	void aRefusedRequestLeavesItsKeyFreeAndNothingElse() {
		String key = "key " + UUID.randomUUID();
		int documents = count("document");
		int diffusions = count("free_diffusion");
		assertProblem(send(HORIZON, key, """
				{"emitter":"LYO","recipients":["H0001"],"documents":[
				{"file":"note.pdf","name":"Note","type":"SIMPLE"},{"file":"b.pdf","name":" ","type":"SIMPLE"}]}
				""", file(NOTE), file("b.pdf", OTHER)), HttpStatus.UNPROCESSABLE_ENTITY, "NAME_MISSING");
		assertThat(count("document")).isEqualTo(documents);
		assertThat(count("free_diffusion")).isEqualTo(diffusions);
		assertThat(this.announced.diffusions()).isEmpty();
		assertThat(send(HORIZON, key, request("LYO", "H0001"), file(NOTE)).getStatusCode())
			.isEqualTo(HttpStatus.ACCEPTED);
	}

	@Test
	void theSameRequestManyTimesAtOnceSendsOnce() throws Exception {
		String key = "key " + UUID.randomUUID();
		String request = request("LYO", "H0001", "H0002");
		try (ExecutorService callers = Executors.newFixedThreadPool(6)) {
			Callable<UUID> call = () -> id(send(HORIZON, key, request, file(NOTE)));
			List<Future<UUID>> answers = callers.invokeAll(IntStream.range(0, 6).mapToObj((n) -> call).toList());
			for (Future<UUID> answer : answers) {
				assertThat(answer.get()).isEqualTo(answers.getFirst().get());
			}
			assertThat(this.announced.diffusions()).containsExactly(answers.getFirst().get());
		}
	}

	@ParameterizedTest
	@MethodSource
	void aRequestThatCannotBeSentIsRefusedWithItsReason(String request, HttpStatus status, String code, String words) {
		int diffusions = count("free_diffusion");
		ResponseEntity<String> answer = send(HORIZON, null, request, file(NOTE));
		assertProblem(answer, status, code);
		assertThat(body(answer).get("detail").asText()).contains(words);
		assertThat(count("free_diffusion")).isEqualTo(diffusions);
	}

	static Stream<Arguments> aRequestThatCannotBeSentIsRefusedWithItsReason() {
		String good = request("LYO", "H0001");
		HttpStatus invalid = HttpStatus.UNPROCESSABLE_ENTITY;
		return Stream.of(arguments(request("PAR", "A0001"), HttpStatus.NOT_FOUND, "EMITTER_NOT_FOUND", "PAR"),
				arguments(request("HZ-SUD", "H0001"), HttpStatus.NOT_FOUND, "EMITTER_NOT_FOUND", "HZ-SUD"),
				arguments(request("LYO"), invalid, "RECIPIENTS_COUNT", "20"),
				arguments(request("LYO", IntStream.range(0, 20_001).mapToObj((n) -> "N" + n).toArray(String[]::new)),
						invalid, "RECIPIENTS_COUNT", "20"),
				arguments(request("LYO", "H0001", "H0101", "A0001", "x y"), invalid, "UNKNOWN_RECIPIENTS",
						"H0101, A0001, x y"),
				arguments(good.replace("Note de service été", " "), invalid, "NAME_MISSING", "note.pdf"),
				arguments(good.replace("Note de service été", "n".repeat(151)), invalid, "NAME_TOO_LONG", "150"),
				arguments(good.replace("note.pdf", "autre.pdf"), invalid, "FILE_MISSING", "autre.pdf"),
				arguments("{\"emitter\":\"LYO\",\"recipients\":[\"H0001\"],\"documents\":[]}", invalid,
						"DOCUMENTS_COUNT", "20"),
				arguments(
						"""
								{"emitter":"LYO","recipients":["H0001"],"documents":[{"file":"note.pdf","name":"a","type":"SIMPLE"},
								{"file":"note.pdf","name":"b","type":"SIMPLE"}]}""",
						invalid, "FILE_DUPLICATE", "note.pdf"),
				arguments(good.replace("\"LYO\"", "null"), invalid, "FIELD_MISSING", "emitter"),
				arguments(good.replace(",\"type\":\"SIMPLE\"", ""), invalid, "FIELD_MISSING", "documents[0].type"),
				arguments(good.replace("\"H0001\"", "\"H0001\",null"), invalid, "FIELD_MISSING", "recipients[1]"),
				arguments("null", HttpStatus.BAD_REQUEST, "MISSING_PART", "request"),
				arguments(good.replace("\"LYO\"", "{}"), HttpStatus.BAD_REQUEST, "JSON_FIELD_INVALID", "emitter"),
				arguments(good.replace("SIMPLE", "simple"), HttpStatus.BAD_REQUEST, "JSON_FIELD_INVALID",
						"documents[0].type"),
				arguments(good.replace("recipients", "recipient"), HttpStatus.BAD_REQUEST, "JSON_FIELD_UNKNOWN",
						"recipient"),
				arguments(good + "}", HttpStatus.BAD_REQUEST, "JSON_NOT_READABLE", "ligne 1"),
				arguments("{", HttpStatus.BAD_REQUEST, "JSON_NOT_READABLE", "ligne 1"),
				arguments("[]", HttpStatus.BAD_REQUEST, "JSON_NOT_READABLE", "ligne 1"),
				arguments(good.replace("LYO", "L".repeat(2001)), HttpStatus.PAYLOAD_TOO_LARGE, "JSON_TOO_LARGE",
						"2 000"),
				arguments(good + " ".repeat(1_100_000), HttpStatus.PAYLOAD_TOO_LARGE, "JSON_TOO_LARGE", "1 Mo"));
	}

	@ParameterizedTest
	@MethodSource
	void aFileThatIsNoUsablePdfIsRefusedWithItsOwnSentence(String code, byte[] content) {
		int diffusions = count("free_diffusion");
		ResponseEntity<String> answer = send(HORIZON, null, request("LYO", "H0001"), file(content));
		assertProblem(answer, "TOO_LARGE".equals(code) ? HttpStatus.PAYLOAD_TOO_LARGE : HttpStatus.UNPROCESSABLE_ENTITY,
				code);
		assertThat(body(answer).get("detail").asText()).contains("note.pdf");
		assertThat(count("free_diffusion")).isEqualTo(diffusions);
	}

	static Stream<Arguments> aFileThatIsNoUsablePdfIsRefusedWithItsOwnSentence() {
		return Stream.of(arguments("NOT_A_PDF", HostilePdfs.textFile()), arguments("EMPTY_FILE", new byte[0]),
				arguments("ENCRYPTED_PDF", HostilePdfs.encryptedWithPassword()),
				arguments("ENCRYPTED_PDF", HostilePdfs.encryptedWithoutPassword()),
				arguments("TOO_LARGE", HostilePdfs.oneByteTooLarge()),
				arguments("DAMAGED_PDF", HostilePdfs.truncated(HostilePdfs.onePage(), 0.7)),
				arguments("NO_PAGE", HostilePdfs.noPage()),
				arguments("TOO_COMPLEX", HostilePdfs.tooComplex().values().iterator().next()));
	}

	@Test
	void everyFileBelongsToExactlyOneDocument() {
		assertProblem(send(HORIZON, null, request("LYO", "H0001"), file(NOTE), file("b.pdf", OTHER)),
				HttpStatus.UNPROCESSABLE_ENTITY, "FILE_UNUSED");
		assertProblem(send(HORIZON, null, request("LYO", "H0001"), file(NOTE), file(OTHER)),
				HttpStatus.UNPROCESSABLE_ENTITY, "FILE_DUPLICATE");
	}

	@Test
	void aFileNameMayWriteItsAccentsTheOtherWay() {
		String composed = "été.pdf";
		assertThat(send(HORIZON, null, request("LYO", "H0001").replace("note.pdf", composed),
				file(Normalizer.normalize(composed, Normalizer.Form.NFD), NOTE))
			.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "été", "k\tk" })
	void anUnprintableIdempotencyKeyIsRefused(String key) {
		assertProblem(send(HORIZON, key, request("LYO", "H0001"), file(NOTE)), HttpStatus.UNPROCESSABLE_ENTITY,
				"IDEMPOTENCY_KEY_INVALID");
	}

	@Test
	void anIdempotencyKeyHasAtMost200Characters() {
		assertThat(send(HORIZON, "k".repeat(200), request("LYO", "H0001"), file(NOTE)).getStatusCode())
			.isEqualTo(HttpStatus.ACCEPTED);
		assertProblem(send(HORIZON, "k".repeat(201), request("LYO", "H0001"), file(NOTE)),
				HttpStatus.UNPROCESSABLE_ENTITY, "IDEMPOTENCY_KEY_INVALID");
	}

	@Test
	void aPartWithoutContentTypeIsReadAsJson() {
		HttpHeaders headers = headers(HORIZON);
		headers.setContentType(MediaType.parseMediaType("multipart/form-data; boundary=b"));
		String body = "--b\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n" + request("LYO", "H0001")
				+ "\r\n--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"note.pdf\"\r\n\r\n"
				+ new String(NOTE, StandardCharsets.ISO_8859_1) + "\r\n--b--\r\n";
		ResponseEntity<String> answer = this.http.exchange(FREE_DIFFUSIONS, HttpMethod.POST,
				new HttpEntity<>(body.replace("été", "ete").getBytes(StandardCharsets.ISO_8859_1), headers),
				String.class);
		assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(HttpStatus.ACCEPTED);
	}

	@Test
	void aMissingPartIsNamed() {
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		parts.add("files", file(NOTE));
		ResponseEntity<String> answer = post(HORIZON, null, parts);
		assertProblem(answer, HttpStatus.BAD_REQUEST, "MISSING_PART");
		assertThat(body(answer).get("detail").asText()).contains("« request »");

		answer = send(HORIZON, null, request("LYO", "H0001"));
		assertProblem(answer, HttpStatus.BAD_REQUEST, "MISSING_PART");
		assertThat(body(answer).get("detail").asText()).contains("« files »");
	}

	@Test
	void aSystemWithoutAnyRightToSendIsTold() {
		assertProblem(send(PAYROLL, null, request("LYO", "H0001"), file(NOTE)), HttpStatus.FORBIDDEN,
				"NO_RIGHT_TO_SEND");
	}

	@Test
	void aSystemWithoutTheRightForATypeIsTold() {
		system("sirh-simple", "key-of-sirh-simple", "HORIZON");
		grant("sirh-simple", "LYO", "DL");
		assertProblem(
				send("key-of-sirh-simple", null, request("LYO", "H0001").replace("SIMPLE", "PROTECTED"), file(NOTE)),
				HttpStatus.FORBIDDEN, "TYPE_NOT_ALLOWED_PROTECTED");
		assertProblem(send("key-of-sirh-simple", null, request("MRS", "H0101"), file(NOTE)), HttpStatus.NOT_FOUND,
				"EMITTER_NOT_FOUND");
	}

	@Test
	void aBrandWithoutTheServiceIsTold() {
		system("sirh-boreal", "key-of-sirh-boreal", "BOREAL");
		grant("sirh-boreal", "LIL", "DL");
		assertProblem(send("key-of-sirh-boreal", null, request("LIL", "B0001"), file(NOTE)), HttpStatus.FORBIDDEN,
				"SERVICE_OFF");
		assertProblem(get("key-of-sirh-boreal", FREE_DIFFUSIONS + "/" + UUID.randomUUID()), HttpStatus.FORBIDDEN,
				"SERVICE_OFF");
		assertProblem(get("key-of-sirh-boreal", "/api/v1/documents/" + UUID.randomUUID() + "/content"),
				HttpStatus.FORBIDDEN, "SERVICE_OFF");
	}

	@Test
	void signedDiffusionIsAnOptionOfTheBrand() {
		assertProblem(send(ATLAS, null, request("PAR", "A0001").replace("SIMPLE", "TO_SIGN"), file(NOTE)),
				HttpStatus.FORBIDDEN, "SIGNED_DIFFUSION_OFF");
	}

	@Test
	void aSystemThatWasSwitchedOffIsUnknown() {
		system("sirh-old", "key-of-sirh-old", "HORIZON");
		this.jdbc.sql("update actor set active = false where login = 'sirh-old'").update();
		assertProblem(get("key-of-sirh-old", FREE_DIFFUSIONS + "/" + UUID.randomUUID()), HttpStatus.UNAUTHORIZED,
				"API_KEY_UNKNOWN");
	}

	private static String request(String emitter, String... matricules) {
		return """
				{"emitter":"%s","recipients":[%s],"documents":[{"file":"note.pdf","name":"Note de service été","type":"SIMPLE"}]}"""
			.formatted(emitter,
					Stream.of(matricules).map((matricule) -> '"' + matricule + '"').collect(Collectors.joining(",")));
	}

	private static ByteArrayResource file(byte[] content) {
		return file("note.pdf", content);
	}

	private static ByteArrayResource file(String name, byte[] content) {
		return new ByteArrayResource(content) {

			@Override
			public String getFilename() {
				return name;
			}

		};
	}

	private static byte[] pdf(String title) {
		try (PDDocument pdf = new PDDocument()) {
			pdf.addPage(new PDPage());
			pdf.getDocumentInformation().setTitle(title);
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			pdf.save(out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ResponseEntity<String> send(String apiKey, String idempotencyKey, String request,
			ByteArrayResource... files) {
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		HttpHeaders json = new HttpHeaders();
		json.setContentType(MediaType.APPLICATION_JSON);
		parts.add("request", new HttpEntity<>(request.getBytes(StandardCharsets.UTF_8), json));
		Stream.of(files).forEach((file) -> parts.add("files", file));
		return post(apiKey, idempotencyKey, parts);
	}

	private ResponseEntity<String> post(String apiKey, String idempotencyKey, MultiValueMap<String, Object> parts) {
		HttpHeaders headers = headers(apiKey);
		headers.setContentType(MediaType.MULTIPART_FORM_DATA);
		if (idempotencyKey != null) {
			headers.set("Idempotency-Key", idempotencyKey);
		}
		return this.http.exchange(FREE_DIFFUSIONS, HttpMethod.POST, new HttpEntity<>(parts, headers), String.class);
	}

	private ResponseEntity<String> get(String apiKey, String address) {
		return this.http.exchange(address, HttpMethod.GET, new HttpEntity<>(headers(apiKey)), String.class);
	}

	private static HttpHeaders headers(String apiKey) {
		HttpHeaders headers = new HttpHeaders();
		headers.setBearerAuth(apiKey);
		return headers;
	}

	private JsonNode body(ResponseEntity<String> answer) {
		try {
			return this.json.readTree(answer.getBody());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private UUID id(ResponseEntity<String> answer) {
		assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(HttpStatus.ACCEPTED);
		return UUID.fromString(body(answer).get("id").asText());
	}

	private void assertProblem(ResponseEntity<String> answer, HttpStatus status, String code) {
		assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
		assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		JsonNode problem = body(answer);
		assertThat(problem.get("status").asInt()).isEqualTo(status.value());
		assertThat(problem.get("code").asText()).isEqualTo(code);
		assertThat(problem.get("detail").asText()).isNotBlank().doesNotContain("{0}");
	}

	private List<String> recipients(UUID diffusion) {
		return this.jdbc.sql("""
				select e.matricule from free_diffusion_recipient r join employee e on e.id = r.employee_id
				where r.diffusion_id = ? order by 1
				""").param(diffusion).query(String.class).list();
	}

	private int count(String table) {
		return this.jdbc.sql("select count(*) from " + table).query(Integer.class).single();
	}

	private void system(String code, String key, String brand) {
		this.jdbc.sql("""
				insert into actor (id, kind, login, name, key_hash, brand_id)
				select gen_random_uuid(), 'SYSTEM', :code, :code, :hash, id from node where code = :brand
				""").params(Map.of("code", code, "hash", AuthenticateSystem.hash(key), "brand", brand)).update();
	}

	private void grant(String system, String node, String right) {
		this.jdbc.sql("""
				insert into access_right (actor_id, node_id, kind)
				select a.id, n.id, :right from actor a, node n where a.login = :system and n.code = :node
				""").params(Map.of("system", system, "node", node, "right", right)).update();
	}

	/** Stands where the process is told, after the commit. */
	static class Announced {

		private final List<UUID> diffusions = new CopyOnWriteArrayList<>();

		public List<UUID> diffusions() {
			return this.diffusions;
		}

		@TransactionalEventListener
		public void on(FreeDiffusionRequested event) {
			this.diffusions.add(event.freeDiffusion());
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Listening {

		@Bean
		Announced announced() {
			return new Announced();
		}

	}

}
