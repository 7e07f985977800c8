package io.estafette.local.camunda;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes of Zeebe's events what the searches of the 8.8 REST interface return: oldest
 * first, keys as text, instants in UTC.
 */
public final class Projections {

	private final ExportedRecords records;

	private final DeployedModels models;

	Projections(ExportedRecords records, DeployedModels models) {
		this.records = records;
		this.models = models;
	}

	/** All process instances of the present test. */
	public Collection<ObjectNode> processInstances(Map<String, String> terms) throws IOException {
		Set<String> troubled = openIncidents("processInstanceKey", terms);
		Map<Long, ObjectNode> items = new LinkedHashMap<>();
		for (Event event : events("process-instance", terms)) {
			if (!event.text("bpmnElementType").equals("PROCESS")) {
				continue;
			}
			ObjectNode item = items.computeIfAbsent(event.key(), (key) -> started(event));
			if (!item.has("processInstanceKey")) {
				copyKeys(event, item, "processInstanceKey", "processDefinitionKey", "parentProcessInstanceKey",
						"parentElementInstanceKey");
				item.put("processDefinitionId", event.text("bpmnProcessId"));
				item.put("processDefinitionName",
						this.models.name(event.number("processDefinitionKey"), event.text("bpmnProcessId")));
				item.put("processDefinitionVersion", event.number("version"));
				item.putNull("processDefinitionVersionTag");
				item.put("hasIncident", troubled.contains(item.path("processInstanceKey").asText()));
				item.putArray("tags");
			}
			follow(event, item);
		}
		return items.values();
	}

	Collection<ObjectNode> elementInstances(Map<String, String> terms) throws IOException {
		Set<String> troubled = openIncidents("elementInstanceKey", terms);
		Map<Long, ObjectNode> items = new LinkedHashMap<>();
		for (Event event : events("process-instance", terms)) {
			String type = event.text("bpmnElementType");
			if (type.equals("PROCESS") || type.equals("SEQUENCE_FLOW") || !event.intent().startsWith("ELEMENT_")) {
				continue;
			}
			ObjectNode item = items.computeIfAbsent(event.key(), (key) -> started(event));
			if (!item.has("elementInstanceKey")) {
				item.put("elementInstanceKey", Long.toString(event.key()));
				copyKeys(event, item, "processInstanceKey", "processDefinitionKey");
				item.put("processDefinitionId", event.text("bpmnProcessId"));
				item.put("elementId", event.text("elementId"));
				item.put("elementName",
						this.models.name(event.number("processDefinitionKey"), event.text("elementId")));
				item.put("type", type);
				item.put("hasIncident", troubled.contains(Long.toString(event.key())));
				item.putNull("incidentKey");
			}
			follow(event, item);
		}
		return items.values();
	}

	Collection<ObjectNode> sequenceFlows(Map<String, String> terms) throws IOException {
		List<ObjectNode> items = new ArrayList<>();
		for (Event event : events("process-instance", terms)) {
			if (event.intent().equals("SEQUENCE_FLOW_TAKEN")) {
				ObjectNode item = ExportedRecords.JSON.createObjectNode();
				copyKeys(event, item, "processInstanceKey", "processDefinitionKey");
				item.put("processDefinitionId", event.text("bpmnProcessId"));
				item.put("elementId", event.text("elementId"));
				item.put("sequenceFlowId", event.text("processInstanceKey") + "_" + event.text("elementId"));
				item.put("tenantId", event.text("tenantId"));
				items.add(item);
			}
		}
		return items;
	}

	Collection<ObjectNode> variables(Map<String, String> terms) throws IOException {
		Map<Long, ObjectNode> items = new LinkedHashMap<>();
		for (Event event : events("variable", terms)) {
			ObjectNode item = items.computeIfAbsent(event.key(), (key) -> ExportedRecords.JSON.createObjectNode());
			item.put("variableKey", Long.toString(event.key()));
			copyKeys(event, item, "scopeKey", "processInstanceKey");
			item.put("name", event.text("name"));
			item.put("value", event.text("value"));
			item.put("isTruncated", false);
			item.put("tenantId", event.text("tenantId"));
		}
		return items.values();
	}

	Collection<ObjectNode> userTasks(Map<String, String> terms) throws IOException {
		Map<Long, ObjectNode> items = new LinkedHashMap<>();
		for (Event event : events("user-task", terms)) {
			ObjectNode item = items.computeIfAbsent(event.key(), (key) -> ExportedRecords.JSON.createObjectNode());
			item.put("userTaskKey", Long.toString(event.key()));
			copyKeys(event, item, "elementInstanceKey", "processInstanceKey", "processDefinitionKey", "formKey");
			copyTexts(event, item, "elementId", "assignee", "dueDate", "followUpDate", "externalFormReference",
					"tenantId");
			item.put("name", this.models.name(event.number("processDefinitionKey"), event.text("elementId")));
			item.put("processDefinitionId", event.text("bpmnProcessId"));
			item.put("processName",
					this.models.name(event.number("processDefinitionKey"), event.text("bpmnProcessId")));
			item.put("processDefinitionVersion", event.number("processDefinitionVersion"));
			item.set("candidateGroups", event.value().path("candidateGroupsList"));
			item.set("candidateUsers", event.value().path("candidateUsersList"));
			item.set("customHeaders", event.value().path("customHeaders"));
			item.put("priority", event.number("priority"));
			if (event.intent().equals("CREATING")) {
				item.put("creationDate", event.time());
				item.putNull("completionDate");
			}
			if (event.intent().equals("COMPLETED")) {
				item.put("completionDate", event.time());
			}
			item.put("state", switch (event.intent()) {
				case "CREATING", "COMPLETING", "CANCELING", "COMPLETED", "CANCELED" -> event.intent();
				default -> "CREATED";
			});
		}
		return items.values();
	}

	Collection<ObjectNode> incidents(Map<String, String> terms) throws IOException {
		Map<Long, ObjectNode> items = new LinkedHashMap<>();
		for (Event event : events("incident", terms)) {
			ObjectNode item = items.computeIfAbsent(event.key(), (key) -> ExportedRecords.JSON.createObjectNode());
			item.put("incidentKey", Long.toString(event.key()));
			copyKeys(event, item, "processInstanceKey", "processDefinitionKey", "elementInstanceKey", "jobKey");
			copyTexts(event, item, "errorType", "errorMessage", "elementId", "tenantId");
			item.put("processDefinitionId", event.text("bpmnProcessId"));
			if (!item.has("creationTime")) {
				item.put("creationTime", event.time());
			}
			item.put("state", event.intent().equals("RESOLVED") ? "RESOLVED" : "ACTIVE");
		}
		return items.values();
	}

	Collection<ObjectNode> messageSubscriptions(Map<String, String> terms) throws IOException {
		Map<String, ObjectNode> items = new LinkedHashMap<>();
		for (Event event : events("process-message-subscription", terms)) {
			if (!Set.of("CREATED", "CORRELATED", "DELETED").contains(event.intent())) {
				continue;
			}
			ObjectNode item = items.computeIfAbsent(event.text("elementInstanceKey") + event.text("messageName"),
					(id) -> ExportedRecords.JSON.createObjectNode());
			item.put("messageSubscriptionKey", Long.toString(event.key()));
			describeSubscription(event, item);
			item.put("messageSubscriptionState", event.intent());
			item.put("lastUpdatedDate", event.time());
		}
		return items.values();
	}

	Collection<ObjectNode> correlatedMessages(Map<String, String> terms) throws IOException {
		List<ObjectNode> items = new ArrayList<>();
		// The subscription of a start event is as old as its model, so its key does not
		// tell whose message it was.
		for (JsonNode document : this.records.readAll("message-start-event-subscription", terms)) {
			Event event = new Event(document);
			if (event.intent().equals("CORRELATED") && !this.records.isHidden(event.number("processInstanceKey"))) {
				items.add(correlated(event).put("elementId", event.text("startEventId")));
			}
		}
		for (Event event : events("process-message-subscription", terms)) {
			if (event.intent().equals("CORRELATED")) {
				items.add(correlated(event));
			}
		}
		return items;
	}

	/** Newest version first. */
	Collection<ObjectNode> processDefinitions(Map<String, String> terms) throws IOException {
		List<ObjectNode> items = new ArrayList<>();
		for (JsonNode document : this.records.readAll("process", terms)) {
			Event event = new Event(document);
			if (event.intent().equals("CREATED")) {
				ObjectNode item = ExportedRecords.JSON.createObjectNode();
				copyKeys(event, item, "processDefinitionKey");
				copyTexts(event, item, "resourceName", "versionTag", "tenantId");
				item.put("processDefinitionId", event.text("bpmnProcessId"));
				item.put("name", this.models.name(event.key(), event.text("bpmnProcessId")));
				item.put("version", event.number("version"));
				items.add(item);
			}
		}
		Collections.reverse(items);
		return items;
	}

	private Set<String> openIncidents(String field, Map<String, String> terms) throws IOException {
		Set<String> keys = new HashSet<>();
		for (ObjectNode incident : incidents(terms)) {
			if (incident.path("state").asText().equals("ACTIVE")) {
				keys.add(incident.path(field).asText());
			}
		}
		return keys;
	}

	private List<Event> events(String type, Map<String, String> terms) throws IOException {
		return this.records.read(type, terms).stream().map(Event::new).toList();
	}

	private static ObjectNode started(Event event) {
		ObjectNode item = ExportedRecords.JSON.createObjectNode();
		item.put("startDate", event.time());
		item.putNull("endDate");
		item.put("state", "ACTIVE");
		item.put("tenantId", event.text("tenantId"));
		return item;
	}

	private static void follow(Event event, ObjectNode item) {
		if (event.intent().equals("ELEMENT_COMPLETED") || event.intent().equals("ELEMENT_TERMINATED")) {
			item.put("endDate", event.time());
			item.put("state", event.intent().substring("ELEMENT_".length()));
		}
	}

	private static ObjectNode correlated(Event event) {
		ObjectNode item = ExportedRecords.JSON.createObjectNode();
		item.put("subscriptionKey", Long.toString(event.key()));
		describeSubscription(event, item);
		copyKeys(event, item, "messageKey");
		item.put("correlationTime", event.time());
		item.put("partitionId", 1);
		return item;
	}

	private static void describeSubscription(Event event, ObjectNode item) {
		copyKeys(event, item, "processInstanceKey", "processDefinitionKey", "elementInstanceKey");
		copyTexts(event, item, "elementId", "messageName", "correlationKey", "tenantId");
		item.put("processDefinitionId", event.text("bpmnProcessId"));
	}

	private static void copyKeys(Event event, ObjectNode item, String... fields) {
		for (String field : fields) {
			long key = event.number(field);
			item.put(field, (key > 0) ? Long.toString(key) : null);
		}
	}

	private static void copyTexts(Event event, ObjectNode item, String... fields) {
		for (String field : fields) {
			String text = event.text(field);
			item.put(field, text.isEmpty() ? null : text);
		}
	}

	/** An exported record of the type "event". */
	private record Event(JsonNode document) {

		long key() {
			return this.document.path("key").asLong();
		}

		String intent() {
			return this.document.path("intent").asText();
		}

		JsonNode value() {
			return this.document.path("value");
		}

		String text(String field) {
			return value().path(field).asText();
		}

		long number(String field) {
			return value().path(field).asLong(-1);
		}

		String time() {
			return Instant.ofEpochMilli(this.document.path("timestamp").asLong()).toString();
		}

	}

}
