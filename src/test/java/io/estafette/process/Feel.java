package io.estafette.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names in FEEL expressions, as far as our models and forms write them. */
final class Feel {

	private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

	private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(?:\\.\\w+)*(\\s*\\()?");

	private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);

	private static final Set<String> WORDS = Set.of("if", "then", "else", "and", "or", "not", "null", "true", "false",
			"for", "in", "return", "some", "every", "satisfies", "item", "context");

	private Feel() {
	}

	/** The paths that an expression reads, such as {@code summary.recipients}. */
	static List<String> paths(String expression) {
		List<String> paths = new ArrayList<>();
		Matcher matcher = PATH.matcher(TEXT.matcher(expression).replaceAll("\"\""));
		while (matcher.find()) {
			if (matcher.group(1) == null && !WORDS.contains(matcher.group())) {
				paths.add(matcher.group());
			}
		}
		return paths;
	}

	/** The paths that a text with {@code {{…}}} in it reads. */
	static List<String> templatePaths(String text) {
		List<String> paths = new ArrayList<>();
		Matcher matcher = TEMPLATE.matcher(text);
		while (matcher.find()) {
			String inner = matcher.group(1).strip();
			if (!inner.startsWith("/")) {
				paths.addAll(paths(inner.replaceFirst("^#(if|loop)\\s", "")));
			}
		}
		return paths;
	}

}
