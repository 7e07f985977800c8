package io.estafette.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that some tests need beside a JDK. Where they are missing the test is skipped
 * with a visible line; with {@code ESTAFETTE_REQUIRE_TOOLS=true} it fails instead.
 */
public final class Tools {

	private Tools() {
	}

	/** Where the program is, found on the {@code PATH}; else skips or fails the test. */
	public static Path require(String program) {
		return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
			.splitAsStream(System.getenv("PATH"))
			.map((directory) -> Path.of(directory, program))
			.filter(Files::isExecutable)
			.findFirst()
			.orElseGet(() -> missing(program + " is not installed"));
	}

	/** Skips the test with a visible line, or fails it where nothing may be skipped. */
	public static <T> T missing(String reason) {
		if (Boolean.parseBoolean(System.getenv("ESTAFETTE_REQUIRE_TOOLS"))) {
			return Assertions.fail(reason + ", and ESTAFETTE_REQUIRE_TOOLS forbids to skip");
		}
		System.out.println("SKIPPED: " + reason);
		return Assumptions.abort(reason);
	}

}
