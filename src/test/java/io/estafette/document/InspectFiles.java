package io.estafette.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.estafette.platform.Refusal;

/** Inspects the files of a directory in a JVM of its own and prints what it finds. */
final class InspectFiles {

	private InspectFiles() {
	}

	public static void main(String[] arguments) throws IOException {
		InspectPdf inspectPdf = new InspectPdf();
		List<Path> files;
		try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
			files = all.sorted().toList();
		}
		for (Path file : files) {
			long start = System.nanoTime();
			String outcome;
			try {
				outcome = inspectPdf.of(file, DocumentType.SIMPLE).toString();
			}
			catch (Refusal ex) {
				outcome = ex.code();
			}
			System.out.println(file.getFileName() + ": " + outcome);
			System.out.println("  took " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
		}
	}

}
