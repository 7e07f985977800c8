package io.estafette.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Remembers a child process beyond the life of the program that started it. A process id
 * alone may have gone to another program since; the start time tells them apart.
 */
record PidFile(Path file) {

	private static final Duration TOLERANCE = Duration.ofSeconds(2);

	/**
	 * Writes down a running process.
	 * @param process the process
	 * @param command how it was started; a later start with another command does not take
	 * it over
	 */
	void write(ProcessHandle process, List<String> command) {
		try {
			Files.createDirectories(this.file.getParent());
			Instant started = process.info().startInstant().orElse(Instant.now());
			Files.write(this.file, List.of(Long.toString(process.pid()), Long.toString(started.toEpochMilli()),
					Integer.toHexString(command.hashCode())));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Finds the process that was written down.
	 * @return the process, if it still runs
	 */
	Optional<ProcessHandle> process() {
		List<String> lines = lines();
		if (lines.size() < 3) {
			return Optional.empty();
		}
		Instant started = Instant.ofEpochMilli(Long.parseLong(lines.get(1)));
		return ProcessHandle.of(Long.parseLong(lines.get(0)))
			.filter(ProcessHandle::isAlive)
			.filter((process) -> startedAt(process, started));
	}

	boolean wasStartedWith(List<String> command) {
		List<String> lines = lines();
		return lines.size() >= 3 && lines.get(2).equals(Integer.toHexString(command.hashCode()));
	}

	void delete() {
		try {
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> lines() {
		try {
			return Files.exists(this.file) ? Files.readAllLines(this.file) : List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static boolean startedAt(ProcessHandle process, Instant expected) {
		return process.info()
			.startInstant()
			.map((actual) -> Duration.between(actual, expected).abs().compareTo(TOLERANCE) <= 0)
			.orElse(true);
	}

}
