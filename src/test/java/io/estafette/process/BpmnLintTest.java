package io.estafette.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.estafette.support.Tools;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The models pass bpmnlint with Camunda's rules, without a warning. */
class BpmnLintTest {

	private static final Path RULES = Path.of("src/test/lint");

	/** Beside the parts of the local platform: kept across {@code clean}. */
	private static final Path INSTALLED = Path.of(System.getProperty("estafette.local", ".local"), "lint");

	private static Path node;

	@BeforeAll
	static void install() throws Exception {
		node = Tools.require("node");
		Path npm = Tools.require("npm");
		Files.createDirectories(INSTALLED);
		Path installedLock = INSTALLED.resolve("installed-lock.json");
		Path lock = RULES.resolve("package-lock.json");
		for (Path file : files(RULES)) {
			Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
		}
		if (Files.exists(installedLock) && Files.mismatch(lock, installedLock) == -1) {
			return;
		}
		Run run = run(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
		if (run.exit() != 0) {
			Tools.missing("bpmnlint could not be installed: " + run.output());
		}
		Files.copy(lock, installedLock, StandardCopyOption.REPLACE_EXISTING);
	}

	@ParameterizedTest
	@ValueSource(strings = { "camunda-8-6.json", "camunda-8-8.json" })
	void everyModelPasses(String rules) throws Exception {
		List<String> command = new ArrayList<>(List.of(node.toString(), "node_modules/bpmnlint/bin/bpmnlint.js",
				"--max-warnings", "0", "--config", rules));
		files(Path.of("bpmn")).forEach((model) -> command.add(model.toAbsolutePath().toString()));
		Run run = run(command.toArray(String[]::new));
		assertThat(run.exit()).as(run.output()).isZero();
	}

	private record Run(int exit, String output) {
	}

	private static Run run(String... command) throws IOException, InterruptedException {
		Path output = Files.createTempFile("lint", ".txt");
		try {
			Process process = new ProcessBuilder(command).directory(INSTALLED.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			if (!process.waitFor(3, TimeUnit.MINUTES)) {
				process.destroyForcibly();
				return new Run(-1, "no answer from " + command[0] + " within 3 minutes");
			}
			return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
		}
		finally {
			Files.delete(output);
		}
	}

	private static List<Path> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter(Files::isRegularFile).sorted().toList();
		}
	}

}
