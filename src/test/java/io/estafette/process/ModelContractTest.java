package io.estafette.process;

import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.AdHocSubProcess;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.BpmnModelElementInstance;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.ConditionExpression;
import io.camunda.zeebe.model.bpmn.instance.Definitions;
import io.camunda.zeebe.model.bpmn.instance.Error;
import io.camunda.zeebe.model.bpmn.instance.ErrorEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.Event;
import io.camunda.zeebe.model.bpmn.instance.EventBasedGateway;
import io.camunda.zeebe.model.bpmn.instance.ExclusiveGateway;
import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Gateway;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeAdHoc;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeAssignmentDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeBindingType;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledDecision;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeInput;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeIoMapping;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeLinkedResource;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeLoopCharacteristics;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeOutput;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskListener;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeUserTask;
import io.camunda.zeebe.model.bpmn.traversal.ModelWalker;
import io.camunda.zeebe.model.bpmn.validation.ValidationVisitor;
import io.camunda.zeebe.model.bpmn.validation.zeebe.ZeebeDesignTimeValidators;
import io.estafette.process.Models.Form;
import io.estafette.process.Models.Model;
import org.camunda.bpm.model.xml.validation.ValidationResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Models, forms and code agree: whatever one of them names, another one has. And the
 * models keep to the rules of the house.
 */
class ModelContractTest {

	private static final String MODELER = "http://camunda.org/schema/modeler/1.0";

	/** What Tasklist 8.6 can show (form-js 1.10). */
	private static final Set<String> FORM_COMPONENTS = Set.of("textfield", "textarea", "number", "datetime",
			"expression", "checkbox", "checklist", "radio", "select", "taglist", "text", "html", "image", "table",
			"iframe", "group", "dynamiclist", "separator", "spacer", "button");

	private static final int FORM_SCHEMA = 16;

	private static final List<Model> MODELS = Models.models();

	private static final List<Form> FORMS = Models.forms();

	private static final CodeContract CODE = new CodeContract();

	static List<Model> models() {
		return MODELS;
	}

	static List<Form> forms() {
		return FORMS;
	}

	static List<Form> formsInUse() {
		Set<String> used = inModels(Model::formIds);
		return FORMS.stream().filter((form) -> used.contains(form.id())).toList();
	}

	@Test
	void everyJobHasAWorkerAndEveryWorkerAJob() {
		assertThat(CODE.workers().keySet()).isEqualTo(inModels(
				(model) -> model.all(ZeebeTaskDefinition.class).stream().map(ZeebeTaskDefinition::getType).toList()));
	}

	@Test
	void everyFormIsUsedAndEveryUsedFormExists() {
		assertThat(FORMS.stream().map(Form::id).collect(Collectors.toSet())).isEqualTo(inModels(Model::formIds));
	}

	@Test
	void everyMessageIsPublishedAndEveryPublishedMessageIsAwaited() {
		assertThat(CODE.publishedMessages())
			.isEqualTo(inModels((model) -> model.all(Message.class).stream().map(Message::getName).toList()));
	}

	@Test
	void everyErrorIsThrownAndEveryThrownErrorIsCaught() {
		assertThat(CODE.thrownErrors()).isEqualTo(inModels((model) -> model.all(BoundaryEvent.class)
			.stream()
			.flatMap((event) -> event.getEventDefinitions().stream())
			.filter(ErrorEventDefinition.class::isInstance)
			.map((definition) -> ((ErrorEventDefinition) definition).getError().getErrorCode())
			.toList()));
		assertThat(inModels((model) -> model.all(Error.class).stream().map(Error::getErrorCode).toList()))
			.isEqualTo(CODE.thrownErrors());
	}

	@Test
	void everyCalledProcessExists() {
		assertThat(MODELS.stream().map(Model::id)).containsAll(inModels((
				model) -> model.all(ZeebeCalledElement.class).stream().map(ZeebeCalledElement::getProcessId).toList()));
	}

	@ParameterizedTest
	@MethodSource("models")
	void everyVariableOfAModelIsDescribed(Model model) {
		Map<String, Type> known = CODE.variables(model.id());
		Map<String, Type> local = localVariables(model, known);
		Set<String> unknown = new TreeSet<>();
		expressions(model).flatMap((expression) -> Feel.paths(expression).stream())
			.filter((path) -> !isKnown(path, local))
			.forEach(unknown::add);
		Stream
			.concat(model.all(ZeebeInput.class).stream().map(ZeebeInput::getTarget),
					model.all(ZeebeOutput.class).stream().map(ZeebeOutput::getTarget))
			.filter((name) -> !local.containsKey(name))
			.forEach(unknown::add);
		Map<String, Method> workers = CODE.workers();
		model.all(ZeebeTaskDefinition.class)
			.stream()
			.map((task) -> workers.get(task.getType()))
			.filter(Objects::nonNull)
			.forEach((worker) -> {
				Stream.concat(CodeContract.reads(worker).stream(), CodeContract.writes(worker).stream())
					.filter((name) -> !local.containsKey(name))
					.forEach(unknown::add);
			});
		assertThat(unknown).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void everyDescribedVariableIsUsed(Model model) {
		Set<String> used = new TreeSet<>();
		expressions(model).flatMap((expression) -> Feel.paths(expression).stream())
			.map(ModelContractTest::head)
			.forEach(used::add);
		Map<String, Method> workers = CODE.workers();
		model.all(ZeebeTaskDefinition.class)
			.stream()
			.map((task) -> workers.get(task.getType()))
			.filter(Objects::nonNull)
			.forEach((worker) -> {
				used.addAll(CodeContract.reads(worker));
				used.addAll(CodeContract.writes(worker));
			});
		FORMS.stream().filter((form) -> model.formIds().contains(form.id())).forEach((form) -> {
			formPaths(form).map(ModelContractTest::head).forEach(used::add);
			used.addAll(keys(form));
		});
		assertThat(used).containsAll(CODE.variables(model.id()).keySet());
	}

	@ParameterizedTest
	@MethodSource("formsInUse")
	void everyVariableOfAFormIsDescribed(Form form) {
		Set<String> unknown = new TreeSet<>();
		for (Model model : MODELS) {
			if (model.formIds().contains(form.id())) {
				Map<String, Type> known = CODE.variables(model.id());
				Stream.concat(formPaths(form), keys(form).stream())
					.filter((path) -> !isKnown(path, known))
					.forEach(unknown::add);
				for (JsonNode table : form.components()) {
					String rows = table.path("dataSource").asText().replaceFirst("^=", "");
					table.path("columns").forEach((column) -> {
						String key = column.path("key").asText();
						Type type = known.get(rows);
						if (type == null || !CodeContract.hasComponent(CodeContract.element(type), key)) {
							unknown.add(rows + "[]." + key);
						}
					});
				}
			}
		}
		assertThat(unknown).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void everyAnswerOfAFormIsTakenOverByItsTask(Model model) {
		Set<String> wrong = new TreeSet<>();
		for (UserTask task : model.all(UserTask.class)) {
			String formId = Models.extensions(task, ZeebeFormDefinition.class).getFirst().getFormId();
			Set<String> keys = FORMS.stream()
				.filter((form) -> form.id().equals(formId))
				.flatMap((form) -> keys(form).stream())
				.map((key) -> key.replaceFirst("\\..*", ""))
				.collect(Collectors.toCollection(TreeSet::new));
			Set<String> taken = outputs(task).flatMap((output) -> Feel.paths(output.getSource()).stream())
				.collect(Collectors.toCollection(TreeSet::new));
			if (!taken.containsAll(keys)) {
				wrong.add(task.getId() + " asks for " + keys + " and takes over " + taken);
			}
		}
		assertThat(wrong).isEmpty();
	}

	/**
	 * What a task gives back without saying where, or unchanged, Zeebe writes to the
	 * process (camunda/camunda#19441), where personal data must not be.
	 */
	@ParameterizedTest
	@MethodSource("models")
	void whatASubProcessKeepsForItselfStaysInIt(Model model) {
		Set<String> wrong = new TreeSet<>();
		for (SubProcess scope : model.all(SubProcess.class)) {
			Set<String> own = Models.extensions(scope, ZeebeIoMapping.class)
				.stream()
				.flatMap((mapping) -> mapping.getInputs().stream())
				.map(ZeebeInput::getTarget)
				.collect(Collectors.toCollection(TreeSet::new));
			if (!scope.getChildElementsByType(Activity.class).isEmpty() && outputs(scope).findAny().isEmpty()) {
				wrong.add(scope.getId() + " does not say what leaves it");
			}
			scope.getChildElementsByType(Activity.class).forEach((task) -> {
				List<ZeebeOutput> outputs = outputs(task).toList();
				if (outputs.isEmpty()) {
					wrong.add(task.getId() + " does not say what it gives back");
				}
				outputs.forEach((output) -> {
					if (!own.contains(output.getTarget())) {
						wrong.add(task.getId() + " writes " + output.getTarget() + " outside of " + scope.getId());
					}
					if (!output.getSource().contains("turn: " + output.getTarget() + ".turn + 1")) {
						wrong.add(task.getId() + " may leave " + output.getTarget() + " unchanged");
					}
				});
			});
		}
		assertThat(wrong).isEmpty();
	}

	private static Stream<ZeebeOutput> outputs(Activity activity) {
		return Models.extensions(activity, ZeebeIoMapping.class)
			.stream()
			.flatMap((mapping) -> mapping.getOutputs().stream());
	}

	@ParameterizedTest
	@MethodSource("models")
	void aModelKeepsToTheRulesOfTheHouse(Model model) {
		List<String> broken = new ArrayList<>();
		Definitions definitions = model.bpmn().getDefinitions();
		if (!model.process().getId().equals(model.id())) {
			broken.add("the file is not named after its process " + model.process().getId());
		}
		if (!"Camunda Cloud".equals(definitions.getAttributeValueNs(MODELER, "executionPlatform"))
				|| !"8.6.0".equals(definitions.getAttributeValueNs(MODELER, "executionPlatformVersion"))) {
			broken.add("is not made for Camunda 8.6.0");
		}
		named(model.process().getName(), model.id(), broken);
		for (FlowElement element : model.all(FlowElement.class)) {
			Pattern id = Pattern.compile(prefix(element) + "_[A-Z][a-z]+([A-Z][a-z]*)*");
			if (!id.matcher(element.getId()).matches()) {
				broken.add("the id " + element.getId() + " is not of the form " + id);
			}
			if (!isJoin(element) && !(element instanceof SequenceFlow flow && !leavesADecision(flow))) {
				named(element.getName(), element.getId(), broken);
			}
			if (element instanceof ExclusiveGateway gateway && gateway.getOutgoing().size() > 1
					&& gateway.getDefault() == null) {
				broken.add(gateway.getId() + " has no default flow");
			}
		}
		for (UserTask task : model.all(UserTask.class)) {
			if (Models.extensions(task, ZeebeUserTask.class).isEmpty()) {
				broken.add(task.getId() + " is not a Camunda user task");
			}
			if (Models.extensions(task, ZeebeAssignmentDefinition.class).isEmpty()) {
				broken.add(task.getId() + " is assigned to nobody");
			}
		}
		bindings(model, ZeebeFormDefinition.class, ZeebeFormDefinition::getBindingType, broken);
		bindings(model, ZeebeCalledElement.class, ZeebeCalledElement::getBindingType, broken);
		bindings(model, ZeebeCalledDecision.class, ZeebeCalledDecision::getBindingType, broken);
		for (ZeebeCalledElement called : model.all(ZeebeCalledElement.class)) {
			if (called.isPropagateAllChildVariablesEnabled() || called.isPropagateAllParentVariablesEnabled()) {
				broken.add("a call of " + called.getProcessId() + " passes all variables");
			}
		}
		for (ZeebeTaskDefinition job : model.all(ZeebeTaskDefinition.class)) {
			if (!"5".equals(job.getRetries())) {
				broken.add("the job " + job.getType() + " is not tried 5 times");
			}
		}
		for (Class<? extends BpmnModelElementInstance> missing : List.of(ZeebeTaskListener.class, ZeebeAdHoc.class,
				AdHocSubProcess.class, ZeebeLinkedResource.class)) {
			if (!model.all(missing).isEmpty()) {
				broken.add("8.6 has no " + missing.getSimpleName());
			}
		}
		assertThat(broken).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void aModelIsValid(Model model) {
		Bpmn.validateModel(model.bpmn());
		ValidationVisitor visitor = new ValidationVisitor(ZeebeDesignTimeValidators.VALIDATORS);
		new ModelWalker(model.bpmn()).walk(visitor);
		ValidationResults results = visitor.getValidationResult();
		StringWriter problems = new StringWriter();
		results.getResults()
			.forEach(
					(element, found) -> found.forEach((problem) -> problems.append(problem.getMessage()).append('\n')));
		assertThat(problems.toString()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("forms")
	void aFormKeepsToTheRulesOfTheHouse(Form form) {
		List<String> broken = new ArrayList<>();
		JsonNode json = form.json();
		if (!json.path("id").asText().equals(form.id())) {
			broken.add("the file is not named after its form");
		}
		if (!json.path("executionPlatform").asText().equals("Camunda Cloud")
				|| !json.path("executionPlatformVersion").asText().equals("8.6.0")
				|| json.path("schemaVersion").asInt() > FORM_SCHEMA) {
			broken.add("is not made for Camunda 8.6.0");
		}
		Set<String> ids = new TreeSet<>();
		for (JsonNode component : form.components()) {
			String id = component.path("id").asText();
			if (!id.matches("[A-Z][a-z]+_[A-Z][a-z]+([A-Z][a-z]*)*")) {
				broken.add("the id " + id + " is not a name");
			}
			if (!ids.add(id)) {
				broken.add("the id " + id + " is there twice");
			}
			if (!FORM_COMPONENTS.contains(component.path("type").asText())) {
				broken.add("8.6 has no " + component.path("type").asText());
			}
			if (component.at("/validate/patternErrorMessage").isTextual()) {
				broken.add("8.6 has no patternErrorMessage: " + id);
			}
			if (component.has("key")
					&& component.path(component.path("type").asText().equals("datetime") ? "dateLabel" : "label")
						.asText()
						.isBlank()) {
				broken.add(id + " has no label");
			}
		}
		assertThat(broken).isEmpty();
	}

	private static Set<String> inModels(Function<Model, List<String>> names) {
		return MODELS.stream()
			.flatMap((model) -> names.apply(model).stream())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static <T extends BpmnModelElementInstance> void bindings(Model model, Class<T> type,
			Function<T, ZeebeBindingType> binding, List<String> broken) {
		model.all(type)
			.stream()
			.filter((element) -> binding.apply(element) != ZeebeBindingType.deployment)
			.forEach((element) -> broken.add("a " + type.getSimpleName() + " is not bound to the deployment"));
	}

	private static void named(String name, String id, List<String> broken) {
		if (name == null || name.isBlank()) {
			broken.add(id + " has no name");
		}
	}

	private static boolean isJoin(FlowElement element) {
		return element instanceof Gateway gateway && gateway.getOutgoing().size() == 1;
	}

	/** Of an event-based gateway, the events say what the ways are. */
	private static boolean leavesADecision(SequenceFlow flow) {
		return flow.getSource().getOutgoing().size() > 1 && !(flow.getSource() instanceof EventBasedGateway);
	}

	private static String prefix(FlowElement element) {
		return switch (element) {
			case SequenceFlow flow -> "Flow";
			case Event event -> "Event";
			case Gateway gateway -> "Gateway";
			case UserTask task -> "UserTask";
			case CallActivity call -> "CallActivity";
			case SubProcess scope -> "SubProcess";
			case Activity task -> "Task";
			default -> element.getElementType().getTypeName();
		};
	}

	/** The process' variables and those that a multi-instance body makes for itself. */
	private static Map<String, Type> localVariables(Model model, Map<String, Type> known) {
		Map<String, Type> local = new TreeMap<>(known);
		for (ZeebeLoopCharacteristics loop : model.all(ZeebeLoopCharacteristics.class)) {
			Type collection = known.get(loop.getInputCollection().replaceFirst("^=", ""));
			if (loop.getInputElement() != null && collection != null) {
				local.put(loop.getInputElement(), CodeContract.element(collection));
			}
		}
		return local;
	}

	private static Stream<String> expressions(Model model) {
		return Stream.of(model.all(ConditionExpression.class).stream().map(ConditionExpression::getTextContent),
				model.all(ZeebeInput.class).stream().map(ZeebeInput::getSource),
				model.all(ZeebeOutput.class).stream().map(ZeebeOutput::getSource),
				model.all(ZeebeLoopCharacteristics.class).stream().map(ZeebeLoopCharacteristics::getInputCollection),
				model.all(ZeebeAssignmentDefinition.class).stream().map(ZeebeAssignmentDefinition::getAssignee))
			.flatMap(Function.identity())
			.filter((expression) -> expression.startsWith("="));
	}

	private static Set<String> keys(Form form) {
		return form.components()
			.stream()
			.filter((component) -> component.has("key"))
			.map((component) -> component.path("key").asText())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Stream<String> formPaths(Form form) {
		List<String> paths = new ArrayList<>();
		for (JsonNode component : form.components()) {
			Stream.of("text", "content", "label", "description")
				.map((property) -> component.path(property).asText())
				.forEach((text) -> paths.addAll(text.startsWith("=") ? Feel.paths(text) : Feel.templatePaths(text)));
			Stream.of("/conditional/hide", "/dataSource", "/valuesExpression", "/expression", "/readonly")
				.map((property) -> component.at(property).asText())
				.filter((expression) -> expression.startsWith("="))
				.forEach((expression) -> paths.addAll(Feel.paths(expression)));
			if (component.has("valuesKey")) {
				paths.add(component.path("valuesKey").asText());
			}
		}
		return paths.stream();
	}

	/**
	 * In a loop of a template {@code parent} is the form's data and {@code this} the
	 * element.
	 */
	private static boolean isKnown(String path, Map<String, Type> variables) {
		String[] names = path.replaceFirst("^parent\\.", "").split("\\.");
		BiFunction<Type, String, Boolean> has = (type, name) -> CodeContract.hasComponent(CodeContract.element(type),
				name);
		if (names[0].equals("this")) {
			return variables.values().stream().anyMatch((type) -> has.apply(type, names[1]));
		}
		Type type = variables.get(names[0]);
		return type != null && (names.length == 1 || has.apply(type, names[1]));
	}

	private static String head(String path) {
		return path.replaceFirst("^parent\\.", "").split("\\.")[0];
	}

}
