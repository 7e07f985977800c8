package io.estafette.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.annotation.VariablesAsType;

/** What the code says about processes: workers, messages, errors, variables. */
final class CodeContract {

	private final List<Class<?>> classes;

	private final List<String> sources;

	CodeContract() {
		this.classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.estafette")
			.stream()
			.filter((type) -> type.getPackageName().endsWith(".process"))
			.<Class<?>>map(JavaClass::reflect)
			.toList();
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			this.sources = files.filter((file) -> file.toString().endsWith(".java")).map(CodeContract::read).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The worker methods by job type. */
	Map<String, Method> workers() {
		Map<String, Method> workers = new TreeMap<>();
		for (Class<?> type : this.classes) {
			for (Method method : type.getDeclaredMethods()) {
				JobWorker worker = method.getAnnotation(JobWorker.class);
				if (worker != null && workers.put(worker.type(), method) != null) {
					throw new AssertionError("Two workers take the job " + worker.type());
				}
			}
		}
		return workers;
	}

	/** The names of the messages that the code publishes. */
	Set<String> publishedMessages() {
		return constantsIn("messageName\\(");
	}

	/** The codes of the BPMN errors that the code throws. */
	Set<String> thrownErrors() {
		return constantsIn("bpmnError\\(");
	}

	private Set<String> constantsIn(String call) {
		Map<String, String> constants = constants();
		Pattern use = Pattern.compile(call + "\\s*(?:(\\w+)\\.)?([A-Z][A-Z0-9_]*)\\b");
		Pattern declared = Pattern.compile("\\bclass (\\w+)");
		Set<String> values = new TreeSet<>();
		for (String source : this.sources) {
			for (MatchResult match : use.matcher(source).results().toList()) {
				String owner = (match.group(1) != null) ? match.group(1)
						: declared.matcher(source).results().findFirst().orElseThrow().group(1);
				String value = constants.get(owner + "." + match.group(2));
				if (value == null) {
					throw new AssertionError("Not a constant of a process package: " + match.group());
				}
				values.add(value);
			}
		}
		return values;
	}

	private Map<String, String> constants() {
		Map<String, String> constants = new HashMap<>();
		for (Class<?> type : this.classes) {
			for (Field field : type.getDeclaredFields()) {
				if (field.getType() == String.class && Modifier.isStatic(field.getModifiers())) {
					constants.put(type.getSimpleName() + "." + field.getName(), value(field));
				}
			}
		}
		return constants;
	}

	private static String value(Field field) {
		try {
			field.setAccessible(true);
			return (String) field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The variables of a process and their types: the components of the record named
	 * after it. Those of a record in it, such as {@code preparation}, are variables of
	 * single tasks too.
	 */
	Map<String, Type> variables(String processId) {
		Class<?> described = this.classes.stream()
			.filter((type) -> type.getSimpleName().equals(variablesRecord(processId)))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No record " + variablesRecord(processId)));
		Map<String, Type> variables = new TreeMap<>();
		Arrays.stream(described.getRecordComponents())
			.map(RecordComponent::getType)
			.filter(Class::isRecord)
			.forEach((part) -> put(variables, part));
		put(variables, described);
		return variables;
	}

	private static void put(Map<String, Type> variables, Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			variables.put(component.getName(), component.getGenericType());
		}
	}

	static String variablesRecord(String processId) {
		return Arrays.stream(processId.split("-"))
			.map((word) -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
			.collect(Collectors.joining()) + "Variables";
	}

	/** The type itself, or of a list the type of its elements. */
	static Type element(Type type) {
		return (type instanceof ParameterizedType list) ? list.getActualTypeArguments()[0] : type;
	}

	static boolean hasComponent(Type type, String name) {
		return type instanceof Class<?> record && record.isRecord() && Arrays.stream(record.getRecordComponents())
			.anyMatch((component) -> component.getName().equals(name));
	}

	/** The variables that a worker reads. */
	static Set<String> reads(Method worker) {
		Set<String> names = new TreeSet<>();
		for (Parameter parameter : worker.getParameters()) {
			if (parameter.isAnnotationPresent(VariablesAsType.class)) {
				names.addAll(componentNames(parameter.getType()));
			}
			else if (parameter.isAnnotationPresent(Variable.class)) {
				names.add(parameter.getName());
			}
		}
		return names;
	}

	/** The variables that a worker gives back. */
	static Set<String> writes(Method worker) {
		return (worker.getReturnType() == void.class) ? Set.of() : componentNames(worker.getReturnType());
	}

	private static Set<String> componentNames(Class<?> type) {
		return Arrays.stream(type.getRecordComponents())
			.map(RecordComponent::getName)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
