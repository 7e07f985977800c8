package io.estafette.local.camunda;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.Process;
import org.jspecify.annotations.Nullable;

/**
 * The names that elements have in their models: records carry ids alone.
 */
final class DeployedModels {

	private final ExportedRecords records;

	private final Map<Long, Map<String, String>> names = new ConcurrentHashMap<>();

	DeployedModels(ExportedRecords records) {
		this.records = records;
	}

	/** The element's name, or its id while it has none. */
	String name(long processDefinitionKey, String elementId) throws IOException {
		Map<String, String> known = this.names.get(processDefinitionKey);
		if (known == null) {
			String xml = xml(processDefinitionKey);
			if (xml == null) {
				return elementId;
			}
			known = names(xml);
			this.names.put(processDefinitionKey, known);
		}
		return known.getOrDefault(elementId, elementId);
	}

	@Nullable String xml(long processDefinitionKey) throws IOException {
		for (JsonNode process : this.records.readAll("process", Map.of("key", processDefinitionKey))) {
			if (process.path("intent").asText().equals("CREATED")) {
				return new String(Base64.getDecoder().decode(process.path("value").path("resource").asText()));
			}
		}
		return null;
	}

	private static Map<String, String> names(String xml) {
		Map<String, String> names = new HashMap<>();
		var model = Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes()));
		for (FlowElement element : model.getModelElementsByType(FlowElement.class)) {
			if (element.getName() != null) {
				names.put(element.getId(), element.getName());
			}
		}
		for (Process process : model.getModelElementsByType(Process.class)) {
			if (process.getName() != null) {
				names.put(process.getId(), process.getName());
			}
		}
		return names;
	}

}
