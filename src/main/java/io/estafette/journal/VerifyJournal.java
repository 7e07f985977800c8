package io.estafette.journal;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;

/**
 * A command that checks an exported journal, without database or application: prints what
 * it found in a sentence, and ends with 0 when all is well. Given a PDF as well, it says
 * when that file was handed over. The README says how to run it.
 */
public final class VerifyJournal {

	private static final String DOCUMENT = "--document=";

	private VerifyJournal() {
	}

	/** A line of the file: an entry, a head, or its end. */
	record Line(@Nullable JournalEntry entry, @Nullable JournalHead head, @Nullable JournalEnd end) {
	}

	static ObjectMapper json() {
		return new ObjectMapper().registerModule(new JavaTimeModule())
			.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
			.setSerializationInclusion(JsonInclude.Include.NON_NULL);
	}

	/**
	 * Checks a file.
	 * @param authorities whose time stamps count; empty for anybody's
	 */
	static CheckChain check(Path file, Collection<X509Certificate> authorities) throws IOException {
		return check(file, authorities, null);
	}

	/** Checks a file, and looks for a document in it. */
	static CheckChain check(Path file, Collection<X509Certificate> authorities, @Nullable FindFingerprint sought)
			throws IOException {
		ObjectMapper json = json();
		CheckChain check = new CheckChain(authorities);
		try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			for (String text = lines.readLine(); text != null; text = lines.readLine()) {
				Line line = json.readValue(text, Line.class);
				if (line.entry() != null) {
					check.add(line.entry());
					if (sought != null) {
						sought.add(line.entry());
					}
				}
				if (line.head() != null) {
					check.add(line.head());
					if (sought != null) {
						sought.add(line.head());
					}
				}
				if (line.end() != null) {
					check.end(line.end());
				}
			}
		}
		check.requireEnd();
		return check;
	}

	public static void main(String[] args) throws IOException {
		List<String> files = Arrays.stream(args).filter((arg) -> !arg.startsWith(DOCUMENT)).toList();
		List<String> documents = Arrays.stream(args)
			.filter((arg) -> arg.startsWith(DOCUMENT))
			.map((arg) -> arg.substring(DOCUMENT.length()))
			.toList();
		if (files.isEmpty() || files.size() > 2 || documents.size() > 1) {
			System.err
				.println("Say which file to check, the journal as exported from the administration, and, if you want"
						+ " only its time stamps to count, a PEM file with the authority's certificates. With "
						+ DOCUMENT + "note.pdf it also says when that file was handed over.");
			System.exit(2);
			return;
		}
		boolean named = files.size() == 2;
		FindFingerprint sought = documents.isEmpty() ? null : FindFingerprint.of(Path.of(documents.getFirst()));
		CheckChain check;
		try {
			check = check(Path.of(files.getFirst()), named ? certificates(Path.of(files.getLast())) : List.of(),
					sought);
		}
		catch (JsonProcessingException ex) {
			System.out.println("NOT INTACT: a line cannot be read as one of a journal");
			System.exit(1);
			return;
		}
		System.out.println(check.fault()
			.map((fault) -> "NOT INTACT: " + fault)
			.orElse("INTACT: %d entries in one chain, %d time stamps%s".formatted(check.entries(), check.heads(),
					named ? " of the authority that you named" : ", of whomever: name a PEM file to know")));
		check.places().forEach(System.out::println);
		if (sought != null) {
			sought.lines().forEach(System.out::println);
		}
		System.exit((check.fault().isPresent() || (sought != null && !sought.isFound())) ? 1 : 0);
	}

	private static List<X509Certificate> certificates(Path file) throws IOException {
		try (InputStream bytes = Files.newInputStream(file)) {
			return CertificateFactory.getInstance("X.509")
				.generateCertificates(bytes)
				.stream()
				.map(X509Certificate.class::cast)
				.toList();
		}
		catch (CertificateException ex) {
			throw new IOException("No certificates can be read from " + file, ex);
		}
	}

}
