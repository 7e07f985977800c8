package io.estafette.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the journal (D7).
 *
 * @param id rises in the order in which entries were written, with gaps
 * @param brand all zeros: the platform
 * @param actor HR user, system or vault account; null: the platform itself
 * @param details JSON, letter by letter as it is hashed
 * @param sequence its place in the brand's chain, from 1; 0 until it is chained
 * @param previousHash of the entry before, in hexadecimal digits; zeros for the first
 * @param hash of this entry, empty until it is chained
 */
public record JournalEntry(long id, UUID brand, Instant at, @Nullable UUID actor, String action, String subjectKind,
		@Nullable UUID subject, String details, long sequence, String previousHash, String hash) {

	/** What stands before the first entry. */
	public static final String NOTHING = "0".repeat(64);

	/** The layout of what is hashed. */
	private static final String VERSION = "1";

	/** The same entry with its place in the chain. */
	JournalEntry chained(long sequence, String previousHash) {
		JournalEntry placed = new JournalEntry(this.id, this.brand, this.at, this.actor, this.action, this.subjectKind,
				this.subject, this.details, sequence, previousHash, "");
		return new JournalEntry(this.id, this.brand, this.at, this.actor, this.action, this.subjectKind, this.subject,
				this.details, sequence, previousHash, placed.expectedHash());
	}

	/**
	 * What its hash must be: SHA-256 of version, brand, sequence, id, time, actor,
	 * action, kind and id of the subject, details and previous hash, one a line, in
	 * UTF-8; a dash for what is missing. None of them holds a line break.
	 */
	public String expectedHash() {
		String text = String.join("\n", VERSION, this.brand.toString(), String.valueOf(this.sequence),
				String.valueOf(this.id), this.at.toString(), Objects.toString(this.actor, "-"), this.action,
				this.subjectKind, Objects.toString(this.subject, "-"), this.details, this.previousHash);
		return sha256(text.getBytes(StandardCharsets.UTF_8));
	}

	static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
