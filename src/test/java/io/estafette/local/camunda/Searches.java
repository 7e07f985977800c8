package io.estafette.local.camunda;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.estafette.local.camunda.CamundaServer.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code POST /v2/<kind>/search} and {@code GET /v2/<kind>/<key>}: filters,
 * pages. The order is always by age; what a filter asks and this class does not know is
 * refused rather than ignored.
 */
final class Searches {

	/** The two filters that the search store applies: they keep what is read small. */
	private static final Map<String, String> NARROWING = Map.of("processInstanceKey", "value.processInstanceKey",
			"processDefinitionId", "value.bpmnProcessId");

	private final Map<String, Kind> kinds;

	Searches(Projections projections) {
		this.kinds = Map.of("process-instances", new Kind("processInstanceKey", projections::processInstances),
				"element-instances", new Kind("elementInstanceKey", projections::elementInstances), "variables",
				new Kind("variableKey", projections::variables), "user-tasks",
				new Kind("userTaskKey", projections::userTasks), "incidents",
				new Kind("incidentKey", projections::incidents), "message-subscriptions",
				new Kind("messageSubscriptionKey", projections::messageSubscriptions),
				"correlated-message-subscriptions", new Kind("subscriptionKey", projections::correlatedMessages),
				"process-definitions", new Kind("processDefinitionKey", projections::processDefinitions));
	}

	boolean know(String kind) {
		return this.kinds.containsKey(kind);
	}

	Answer search(String kind, JsonNode request) throws IOException {
		JsonNode filter = request.path("filter");
		List<ObjectNode> found = new ArrayList<>();
		for (ObjectNode item : this.kinds.get(kind).projection().items(narrowing(kind, filter))) {
			if (matches(item, filter)) {
				found.add(item);
			}
		}
		int from = Math.min(request.path("page").path("from").asInt(0), found.size());
		int to = Math.min(from + request.path("page").path("limit").asInt(100), found.size());
		return Answer.json(200, result(found.subList(from, to), found.size()));
	}

	Answer get(String kind, String key) throws IOException {
		Kind known = this.kinds.get(kind);
		Map<String, String> terms = kind.equals("process-instances") ? Map.of("value.processInstanceKey", key)
				: Map.of();
		for (ObjectNode item : known.projection().items(terms)) {
			if (item.path(known.key()).asText().equals(key)) {
				return Answer.json(200, item);
			}
		}
		return Answer.problem(404, "There is no " + key + " among the " + kind);
	}

	static ObjectNode result(Collection<ObjectNode> items, int total) {
		ObjectNode result = ExportedRecords.JSON.createObjectNode();
		ArrayNode array = result.putArray("items");
		items.forEach(array::add);
		result.putObject("page").put("totalItems", total);
		return result;
	}

	private static Map<String, String> narrowing(String kind, JsonNode filter) {
		Map<String, String> terms = new HashMap<>();
		NARROWING.forEach((name, field) -> {
			String value = equalTo(filter.path(name));
			// Variables do not all name their process in 8.6.
			if (value != null && (name.equals("processInstanceKey") || !kind.equals("variables"))) {
				terms.put(field, value);
			}
		});
		return terms;
	}

	private static @Nullable String equalTo(JsonNode condition) {
		JsonNode value = condition.isObject() ? condition.path("$eq") : condition;
		return value.isValueNode() && !value.isNull() ? value.asText() : null;
	}

	private static boolean matches(ObjectNode item, JsonNode filter) {
		for (Map.Entry<String, JsonNode> condition : filter.properties()) {
			if (asksNothing(condition.getValue())) {
				continue;
			}
			if (!item.has(condition.getKey())) {
				throw new UnsupportedOperationException("The filter " + condition.getKey() + " is not supported");
			}
			if (!matches(item.path(condition.getKey()), condition.getValue())) {
				return false;
			}
		}
		return true;
	}

	/** The client sends what it was not told as null or empty. */
	private static boolean asksNothing(JsonNode condition) {
		return condition.isNull() || (condition.isContainerNode() && condition.isEmpty());
	}

	private static boolean matches(JsonNode actual, JsonNode condition) {
		if (!condition.isObject()) {
			return !actual.isNull() && actual.asText().equals(condition.asText());
		}
		for (Map.Entry<String, JsonNode> operation : condition.properties()) {
			JsonNode operand = operation.getValue();
			if (asksNothing(operand)) {
				continue;
			}
			boolean match = switch (operation.getKey()) {
				case "$eq" -> actual.asText().equals(operand.asText());
				case "$neq" -> !actual.asText().equals(operand.asText());
				case "$exists" -> actual.isNull() != operand.asBoolean();
				case "$in" -> contains(operand, actual);
				case "$notIn" -> !contains(operand, actual);
				default -> throw new UnsupportedOperationException(
						"The operation " + operation.getKey() + " is not supported");
			};
			if (!match) {
				return false;
			}
		}
		return true;
	}

	private static boolean contains(JsonNode list, JsonNode actual) {
		for (JsonNode element : list) {
			if (element.asText().equals(actual.asText())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What can be searched for.
	 *
	 * @param key the field that identifies an item
	 */
	private record Kind(String key, Projection projection) {

	}

	@FunctionalInterface
	private interface Projection {

		Collection<ObjectNode> items(Map<String, String> terms) throws IOException;

	}

}
