package io.estafette.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where one platform keeps its data, logs and process ids.
 *
 * @param root an absolute directory
 */
record LocalDirectory(Path root) {

	/** With less than this, Zeebe and the search store stop taking data. */
	static final long NEEDED_MEGABYTES = 1500;

	private static final Path LOCAL = Path.of(System.getProperty("estafette.local", ".local")).toAbsolutePath();

	/** The programs that the build fetched. */
	static final Path PARTS = LOCAL.resolve("parts");

	/** PDFs to try the product with. */
	static final Path SAMPLES = LOCAL.resolve("samples");

	private static final Path CAMUNDA = PARTS.resolve("camunda-zeebe-8.6.0");

	private static final Path OPENSEARCH_CLASS_PATH = PARTS.resolve("opensearch.classpath");

	LocalDirectory {
		root = root.toAbsolutePath();
	}

	static LocalDirectory ofLocalRun() {
		return new LocalDirectory(LOCAL.resolve("data"));
	}

	Path postgres() {
		return this.root.resolve("postgresql");
	}

	Path openSearch() {
		return this.root.resolve("opensearch");
	}

	Path camunda() {
		return this.root.resolve("camunda");
	}

	Path log(String id) {
		return this.root.resolve("logs").resolve(id + ".log");
	}

	PidFile pidFile(String id) {
		return new PidFile(this.root.resolve("run").resolve(id + ".pid"));
	}

	/**
	 * Makes the directories, and fails when their data cannot be used.
	 */
	void prepare() {
		long free = freeMegabytes(this.root);
		if (free < NEEDED_MEGABYTES) {
			throw new PlatformFailure(
					"Only %d MB are free on the disk of %s; the local platform needs %d MB.\nFree some space, then start Estafette again."
						.formatted(free, this.root, NEEDED_MEGABYTES));
		}
		if (Files.exists(camunda()) != Files.exists(openSearch())) {
			throw new PlatformFailure(
					"%s and %s belong together, but one of them is missing.\nDelete %s to begin anew with the demonstration data."
						.formatted(camunda(), openSearch(), this.root));
		}
		try {
			for (Path directory : List.of(openSearch(), camunda(), this.root.resolve("logs"),
					this.root.resolve("run"))) {
				Files.createDirectories(directory);
			}
		}
		catch (IOException ex) {
			throw new PlatformFailure("The directory " + this.root + " cannot be written: " + ex.getMessage(), ex);
		}
	}

	static Path camundaDistribution() {
		if (!Files.exists(CAMUNDA.resolve("config/application.yaml")) || !Files.isDirectory(CAMUNDA.resolve("lib"))) {
			throw notFetched("Camunda", CAMUNDA);
		}
		return CAMUNDA;
	}

	static String openSearchClassPath() {
		try {
			String classPath = Files.exists(OPENSEARCH_CLASS_PATH) ? Files.readString(OPENSEARCH_CLASS_PATH).strip()
					: "";
			boolean complete = !classPath.isEmpty() && Arrays.stream(classPath.split(java.io.File.pathSeparator))
				.allMatch((jar) -> Files.exists(Path.of(jar)));
			if (!complete) {
				throw notFetched("OpenSearch", OPENSEARCH_CLASS_PATH);
			}
			return classPath;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static long freeMegabytes(Path path) {
		Path existing = path;
		while (!Files.exists(existing)) {
			existing = existing.getParent();
		}
		try {
			return Files.getFileStore(existing).getUsableSpace() >> 20;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static PlatformFailure notFetched(String part, Path place) {
		return new PlatformFailure(
				"%s has not been fetched completely (looked at %s).\nRun `./mvnw process-test-resources` once with access to the network; delete %s first if that does not help."
					.formatted(part, place, PARTS));
	}

}
