package io.estafette.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.BpmnModelElementInstance;
import io.camunda.zeebe.model.bpmn.instance.ExtensionElements;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;

/** The models and forms of the repository, parsed. */
final class Models {

	private Models() {
	}

	/**
	 * A process model.
	 *
	 * @param id the file's name without its ending
	 */
	record Model(String id, BpmnModelInstance bpmn) {

		Process process() {
			return all(Process.class).getFirst();
		}

		<T extends BpmnModelElementInstance> List<T> all(Class<T> type) {
			return List.copyOf(this.bpmn.getModelElementsByType(type));
		}

		List<String> formIds() {
			return all(ZeebeFormDefinition.class).stream().map(ZeebeFormDefinition::getFormId).toList();
		}

		@Override
		public String toString() {
			return this.id;
		}

	}

	/**
	 * A form.
	 *
	 * @param id the file's name without its ending
	 */
	record Form(String id, JsonNode json) {

		/** Every component, those in groups and lists too. */
		List<JsonNode> components() {
			List<JsonNode> components = new ArrayList<>();
			collect(this.json, components);
			return components;
		}

		private static void collect(JsonNode parent, List<JsonNode> components) {
			parent.path("components").forEach((component) -> {
				components.add(component);
				collect(component, components);
			});
		}

		@Override
		public String toString() {
			return this.id;
		}

	}

	static List<Model> models() {
		return files("bpmn", ".bpmn").stream()
			.map((file) -> new Model(id(file), Bpmn.readModelFromFile(file.toFile())))
			.toList();
	}

	static List<Form> forms() {
		ObjectMapper json = new ObjectMapper();
		return files("forms", ".form").stream().map((file) -> {
			try {
				return new Form(id(file), json.readTree(file.toFile()));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}).toList();
	}

	/** The element's own Camunda extensions of a type. */
	static <T extends BpmnModelElementInstance> List<T> extensions(BaseElement element, Class<T> type) {
		ExtensionElements extensions = element.getExtensionElements();
		return (extensions != null) ? List.copyOf(extensions.getChildElementsByType(type)) : List.of();
	}

	private static List<Path> files(String directory, String ending) {
		try (Stream<Path> files = Files.list(Path.of(directory))) {
			List<Path> found = files.filter((file) -> file.toString().endsWith(ending)).sorted().toList();
			if (found.isEmpty()) {
				throw new IllegalStateException("No " + ending + " in " + directory);
			}
			return found;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String id(Path file) {
		String name = file.getFileName().toString();
		return name.substring(0, name.lastIndexOf('.'));
	}

}
