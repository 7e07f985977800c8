package io.estafette.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/**
 * What the programs of one test run have in common: a directory that goes away with the
 * run, and a watchdog that ends them with it, even when the run is killed.
 */
final class TestRun {

	private static final Path RUNS = Path.of("target", "platform").toAbsolutePath();

	private TestRun() {
	}

	/**
	 * The directory of this test run, under guard.
	 */
	static LocalDirectory directory() {
		return Holder.DIRECTORY;
	}

	/**
	 * Waits until the test run is gone, then ends its programs and deletes their data.
	 * Runs in a process of its own; its standard input is a pipe that closes with the
	 * run.
	 * @param root the run's directory
	 */
	static void guard(Path root) throws IOException {
		while (System.in.read() >= 0) {
			// Nothing is ever written.
		}
		LocalDirectory directory = new LocalDirectory(root);
		Stream.concat(PostgresPart.find(directory.postgres()).stream(),
				Stream.of("camunda", "opensearch", "rest-gateway", "mail-catcher")
					.flatMap((id) -> directory.pidFile(id).process().stream()))
			.toList()
			.forEach((process) -> {
				// PostgreSQL's own processes go with it.
				Stream.concat(process.descendants(), Stream.of(process))
					.toList()
					.forEach(ProcessHandle::destroyForcibly);
				process.onExit().join();
			});
		FileSystemUtils.deleteRecursively(root);
	}

	private static final class Holder {

		static final LocalDirectory DIRECTORY = start();

		private static LocalDirectory start() {
			LocalDirectory directory = new LocalDirectory(RUNS.resolve(Long.toString(ProcessHandle.current().pid())));
			directory.prepare();
			try {
				Process watchdog = new ProcessBuilder(
						LocalEstafette.childCommand("24m", "guard-test-run", directory.root().toString()))
					.redirectErrorStream(true)
					.redirectOutput(ProcessBuilder.Redirect.DISCARD)
					.start();
				// After the application contexts have closed.
				SpringApplication.getShutdownHandlers().add(() -> release(watchdog));
				return directory;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static void release(Process watchdog) {
			try {
				watchdog.getOutputStream().close();
				watchdog.waitFor();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
