package io.estafette.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Holds a file against the journal (D6): when it was handed over, to whom, signed or
 * proven, by its SHA-256. It names ids only. Whether the entries are to be believed,
 * {@link CheckChain} tells.
 */
final class FindFingerprint {

	/** What was found, and the day of the first time stamp over it. */
	private record Found(JournalEntry entry, String words, String stamped) {

		Found stamped(JournalHead head) {
			return (this.stamped.isEmpty() && head.brand().equals(this.entry.brand())
					&& head.sequence() >= this.entry.sequence())
							? new Found(this.entry, this.words, ", time-stamped on " + head.day()) : this;
		}

	}

	private static final ObjectMapper JSON = new ObjectMapper();

	private final String sha256;

	private final List<Found> found = new ArrayList<>();

	FindFingerprint(String sha256) {
		this.sha256 = sha256;
	}

	static FindFingerprint of(Path file) throws IOException {
		return new FindFingerprint(JournalEntry.sha256(Files.readAllBytes(file)));
	}

	/** Takes the next entry. */
	void add(JournalEntry entry) throws JsonProcessingException {
		if (!entry.details().contains(this.sha256)) {
			return;
		}
		JsonNode details = JSON.readTree(entry.details());
		switch (entry.action()) {
			case "HANDED_OVER" -> {
				for (JsonNode delivery : details.path("deliveries")) {
					if (delivery.path("sha256").asText().equals(this.sha256)) {
						find(entry,
								"HANDED OVER: delivery %s of document %s to employee %s in hand-over %s".formatted(
										delivery.path("id").asText(), delivery.path("document").asText(),
										details.path("employee").asText(), entry.subject()));
					}
				}
			}
			case "SIGNATURE_SIGNED" -> {
				boolean signed = details.path("sha256").asText().equals(this.sha256);
				find(entry,
						"%s: document %s of employee %s under request %s".formatted(
								signed ? "SIGNED" : "PROOF OF A SIGNATURE", details.path("document").asText(),
								details.path("employee").asText(), entry.subject()));
			}
			default -> {
				// What was uploaded or sealed need not have reached anybody.
			}
		}
	}

	/** Takes the next head, which stamps what came before it. */
	void add(JournalHead head) {
		this.found.replaceAll((one) -> one.stamped(head));
	}

	boolean isFound() {
		return !this.found.isEmpty();
	}

	/** What was found, a line each, or that nothing was. */
	List<String> lines() {
		return isFound()
				? this.found.stream()
					.map((one) -> "%s, at %s (brand %s, entry %d%s)".formatted(one.words(), one.entry().at(),
							one.entry().brand(), one.entry().sequence(), one.stamped()))
					.toList()
				: List.of("NOT FOUND: this journal tells of no hand-over of a file with the SHA-256 " + this.sha256);
	}

	private void find(JournalEntry entry, String words) {
		this.found.add(new Found(entry, words, ""));
	}

}
