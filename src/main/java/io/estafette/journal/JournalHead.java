package io.estafette.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The last entry of a day with its time stamp (D6).
 *
 * @param hash of that entry
 * @param previousToken SHA-256 of the stamp before; zeros for the first
 * @param token the stamp (RFC 3161), in hexadecimal digits
 */
public record JournalHead(UUID brand, LocalDate day, long sequence, String hash, String previousToken, String token,
		Instant stampedAt) {

	/**
	 * What the stamp covers: the SHA-256 of brand, day, sequence, hash, previous stamp.
	 */
	public byte[] stamped() {
		return stamped(this.brand, this.day, this.sequence, this.hash, this.previousToken);
	}

	static byte[] stamped(UUID brand, LocalDate day, long sequence, String hash, String previousToken) {
		String text = String.join("\n", brand.toString(), day.toString(), String.valueOf(sequence), hash,
				previousToken);
		return HexFormat.of().parseHex(JournalEntry.sha256(text.getBytes(StandardCharsets.UTF_8)));
	}

	/** What the next stamp names this one by. */
	public String tokenHash() {
		return JournalEntry.sha256(HexFormat.of().parseHex(this.token));
	}

}
