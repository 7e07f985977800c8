package io.estafette.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One program of the local platform: a process of its own, so that it outlives a killed
 * application and can be taken over by the next start.
 */
abstract class Part {

	private final String name;

	private final Path log;

	private final Map<Integer, String> ports;

	Part(String name, Path log, Map<Integer, String> ports) {
		this.name = name;
		this.log = log;
		this.ports = ports;
	}

	final String name() {
		return this.name;
	}

	final Path log() {
		return this.log;
	}

	final Map<Integer, String> ports() {
		return this.ports;
	}

	/**
	 * Finds the process that an earlier start left behind.
	 * @return the process, if it runs and is ours
	 */
	abstract Optional<ProcessHandle> find();

	/**
	 * Whether the process that was found is what this start would run.
	 */
	abstract boolean isCurrent();

	/** Starts the process; {@link #isHealthy()} tells when it is up. */
	abstract void launch() throws IOException;

	/** Whether the program answers. */
	abstract boolean isHealthy();

	/**
	 * Asks the process to end.
	 * @param process the process
	 * @param gently whether its data is to be kept
	 */
	abstract void end(ProcessHandle process, boolean gently);

	/**
	 * Waits until the program answers.
	 * @param patience how long
	 * @throws PlatformFailure when it dies or does not answer in time
	 */
	final void awaitHealthy(Duration patience) throws InterruptedException {
		long limit = System.nanoTime() + patience.toNanos();
		while (!isHealthy()) {
			if (find().isEmpty()) {
				throw died("has stopped while starting");
			}
			if (System.nanoTime() > limit) {
				throw died("does not answer after " + patience.toSeconds() + " seconds");
			}
			Thread.sleep(100);
		}
	}

	/**
	 * Ends the process and waits until it is gone.
	 * @param gently whether its data is to be kept
	 */
	final void stop(boolean gently) {
		find().ifPresent((process) -> {
			end(process, gently);
			if (!awaitExit(process, Duration.ofSeconds(30))) {
				process.destroyForcibly();
				awaitExit(process, Duration.ofSeconds(5));
			}
		});
	}

	final PlatformFailure died(String how) {
		long free = LocalDirectory.freeMegabytes(this.log.getParent());
		String disk = (free < LocalDirectory.NEEDED_MEGABYTES) ? "Only " + free + " MB are free on the disk.\n" : "";
		return new PlatformFailure(
				"%s %s.\n%sIts log is %s and ends with:\n%s".formatted(this.name, how, disk, this.log, lastLines()));
	}

	private String lastLines() {
		if (!Files.exists(this.log)) {
			return "  (nothing)";
		}
		try (RandomAccessFile file = new RandomAccessFile(this.log.toFile(), "r")) {
			file.seek(Math.max(0, file.length() - 4000));
			byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
			file.readFully(tail);
			List<String> lines = new String(tail, StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank())
				.toList();
			if (lines.isEmpty()) {
				return "  (nothing)";
			}
			return String.join("\n",
					lines.subList(Math.max(0, lines.size() - 10), lines.size()).stream().map("  "::concat).toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean awaitExit(ProcessHandle process, Duration patience) {
		long limit = System.nanoTime() + patience.toNanos();
		while (process.isAlive() && System.nanoTime() < limit) {
			try {
				Thread.sleep(50);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}
		return !process.isAlive();
	}

}
