package io.estafette.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PidFileTests {

	private static final List<String> COMMAND = List.of("java", "Part");

	@TempDir
	private Path directory;

	private PidFile file;

	@BeforeEach
	void setUp() {
		this.file = new PidFile(this.directory.resolve("run/part.pid"));
	}

	@Test
	void nothingIsFoundBeforeTheFirstStart() {
		assertThat(this.file.process()).isEmpty();
	}

	@Test
	void aRunningProcessIsFoundAgain() {
		this.file.write(ProcessHandle.current(), COMMAND);
		assertThat(this.file.process()).contains(ProcessHandle.current());
		assertThat(this.file.wasStartedWith(COMMAND)).isTrue();
	}

	@Test
	void anotherCommandIsNotTakenForTheSame() {
		this.file.write(ProcessHandle.current(), COMMAND);
		assertThat(this.file.wasStartedWith(List.of("java", "OtherPart"))).isFalse();
	}

	@Test
	void anotherProcessWithTheSameIdIsNotOurs() throws IOException {
		this.file.write(ProcessHandle.current(), COMMAND);
		List<String> lines = Files.readAllLines(this.file.file());
		long earlier = Long.parseLong(lines.get(1)) - 60_000;
		Files.write(this.file.file(), List.of(lines.get(0), Long.toString(earlier), lines.get(2)));
		assertThat(this.file.process()).isEmpty();
	}

	@Test
	void aProcessThatHasEndedIsNotFound() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-version")
			.start();
		this.file.write(process.toHandle(), COMMAND);
		process.waitFor();
		assertThat(this.file.process()).isEmpty();
	}

}
