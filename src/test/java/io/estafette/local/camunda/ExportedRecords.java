package io.estafette.local.camunda;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.estafette.local.camunda.CamundaServer.Answer;
import io.estafette.local.camunda.CamundaServer.Call;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Zeebe's own events as its exporter writes them to the search store, which is quicker
 * than to wait until Operate and Tasklist have read them. What belongs to earlier tests
 * is left out.
 */
public final class ExportedRecords {

	public static final ObjectMapper JSON = new ObjectMapper();

	private static final int PAGE = 5_000;

	private final CamundaServer server;

	private volatile long hidden = -1;

	ExportedRecords(CamundaServer server) {
		this.server = server;
	}

	/** From now on no test sees what has this key or an older one. */
	public void hideUpTo(long key) {
		this.hidden = key;
	}

	/** Whether this belongs to an earlier test. */
	boolean isHidden(long key) {
		return key <= this.hidden;
	}

	/**
	 * Events of the present test in the order in which they happened.
	 * @param type a value type as in the alias of its indices, {@code process-instance}
	 * @param terms exact values, by field
	 */
	public List<JsonNode> read(String type, Map<String, ?> terms) throws IOException {
		return read(type, terms, this.hidden);
	}

	/** The same, of all tests: for what stays deployed. */
	List<JsonNode> readAll(String type, Map<String, ?> terms) throws IOException {
		return read(type, terms, -1);
	}

	private List<JsonNode> read(String type, Map<String, ?> terms, long after) throws IOException {
		String indices = "/zeebe-record-" + type;
		String lenient = "?ignore_unavailable=true&allow_no_indices=true";
		store(indices + "/_refresh" + lenient, null);
		List<JsonNode> records = new ArrayList<>();
		ObjectNode query = query(terms, after);
		while (true) {
			JsonNode hits = store(indices + "/_search" + lenient, query).path("hits").path("hits");
			hits.forEach((hit) -> records.add(hit.path("_source")));
			if (hits.size() < PAGE) {
				return records;
			}
			query.set("search_after", hits.get(hits.size() - 1).path("sort"));
		}
	}

	private static ObjectNode query(Map<String, ?> terms, long after) {
		ObjectNode query = JSON.createObjectNode().put("size", PAGE);
		query.putArray("sort").addObject().putObject("position").put("order", "asc").put("unmapped_type", "long");
		ArrayNode filter = query.putObject("query").putObject("bool").putArray("filter");
		filter.addObject().putObject("range").putObject("key").put("gt", after);
		terms.forEach((field, value) -> filter.addObject().putObject("term").putPOJO(field, value));
		return query;
	}

	private JsonNode store(String path, @Nullable ObjectNode body) throws IOException {
		Call call = Call.json("POST", path, (body != null) ? body : "");
		// 503: an index that has just been made is not readable for a moment.
		Answer answer = Awaitility.await()
			.pollDelay(Duration.ZERO)
			.until(() -> this.server.searchStore(call), (candidate) -> candidate.status() != 503);
		if (answer.status() != 200) {
			throw new IOException("The search store answers " + answer.status() + ": " + new String(answer.body()));
		}
		return JSON.readTree(answer.body());
	}

}
