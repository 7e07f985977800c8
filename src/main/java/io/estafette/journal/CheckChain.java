package io.estafette.journal;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.estafette.sealing.StampDigest;
import org.jspecify.annotations.Nullable;

/**
 * Checks chains entry by entry, and their heads: finds the first entry that was changed,
 * removed, inserted or moved, and the first stamp that does not fit (D7). Give it each
 * brand's entries in their order; heads may come in between, behind their entry.
 */
public final class CheckChain {

	private record Place(long sequence, String hash) {
	}

	private final Map<UUID, Place> last = new HashMap<>();

	private final Map<UUID, JournalHead> lastHead = new HashMap<>();

	private final Map<UUID, Map<Long, String>> waiting = new HashMap<>();

	private final Set<UUID> continued = new HashSet<>();

	private long entries;

	private long heads;

	private @Nullable String fault;

	private final Collection<X509Certificate> authorities;

	private @Nullable JournalEnd end;

	/** Takes the stamps of anybody. */
	public CheckChain() {
		this(List.of());
	}

	/**
	 * Takes the stamps of some authorities only.
	 * @param authorities their certificates, or those of their issuers; empty for
	 * anybody's
	 */
	public CheckChain(Collection<X509Certificate> authorities) {
		this.authorities = authorities;
	}

	/** Begins in the middle of a chain, behind an entry that is known. */
	public void continueAfter(UUID brand, long sequence, String hash) {
		this.last.put(brand, new Place(sequence, hash));
		this.continued.add(brand);
	}

	/** Takes the end of a file. */
	void end(JournalEnd end) {
		this.end = end;
		if (end.entries() != this.entries || end.heads() != this.heads) {
			fail("the file was cut: it holds %d entries and %d stamps of %d and %d".formatted(this.entries, this.heads,
					end.entries(), end.heads()));
		}
	}

	/** A file without its last line was cut. */
	void requireEnd() {
		if (this.end == null) {
			fail("the file was cut: its last line is missing");
		}
	}

	/** Takes the next entry. */
	public void add(JournalEntry entry) {
		if (this.end != null) {
			fail("something was added behind the end");
		}
		Place before = this.last.getOrDefault(entry.brand(), new Place(0, JournalEntry.NOTHING));
		if (entry.sequence() != before.sequence() + 1) {
			fail("brand %s: entry %d comes after entry %d".formatted(entry.brand(), entry.sequence(),
					before.sequence()));
		}
		else if (!entry.previousHash().equals(before.hash())) {
			fail("brand %s: entry %d does not continue the entry before it".formatted(entry.brand(), entry.sequence()));
		}
		else if (!entry.expectedHash().equals(entry.hash())) {
			fail("brand %s: entry %d was changed".formatted(entry.brand(), entry.sequence()));
		}
		this.last.put(entry.brand(), new Place(entry.sequence(), entry.hash()));
		this.waiting.computeIfAbsent(entry.brand(), (key) -> new HashMap<>()).put(entry.sequence(), entry.hash());
		this.entries++;
	}

	/** Takes the next head, whose entry must have come before. */
	public void add(JournalHead head) {
		Map<Long, String> known = this.waiting.getOrDefault(head.brand(), Map.of());
		JournalHead before = this.lastHead.get(head.brand());
		String previous = (before != null) ? before.tokenHash() : JournalEntry.NOTHING;
		if (!head.hash().equals(known.get(head.sequence()))) {
			fail("brand %s: the stamp of %s is of another entry %d, or that entry is missing".formatted(head.brand(),
					head.day(), head.sequence()));
		}
		else if ((before != null || !this.continued.contains(head.brand())) && !head.previousToken().equals(previous)) {
			fail("brand %s: the stamp of %s does not continue the stamp before it".formatted(head.brand(), head.day()));
		}
		else if (StampDigest.timeOf(HexFormat.of().parseHex(head.token()), head.stamped()).isEmpty()) {
			fail("brand %s: the stamp of %s does not fit".formatted(head.brand(), head.day()));
		}
		else if (!this.authorities.isEmpty()
				&& !StampDigest.isOf(HexFormat.of().parseHex(head.token()), this.authorities)) {
			fail("brand %s: the stamp of %s is not of the authority that you named".formatted(head.brand(),
					head.day()));
		}
		this.lastHead.put(head.brand(), head);
		// What comes before it is stamped now; it may be stamped again another day.
		this.waiting.put(head.brand(), new HashMap<>(Map.of(head.sequence(), head.hash())));
		this.heads++;
	}

	/** How far each chain goes, to be compared with what others wrote down. */
	List<String> places() {
		return this.last.entrySet()
			.stream()
			.map((place) -> "brand %s: up to entry %d, %s".formatted(place.getKey(), place.getValue().sequence(),
					place.getValue().hash()))
			.sorted()
			.toList();
	}

	/** The first thing that is wrong, in words. */
	public Optional<String> fault() {
		return Optional.ofNullable(this.fault);
	}

	public long entries() {
		return this.entries;
	}

	public long heads() {
		return this.heads;
	}

	private void fail(String what) {
		if (this.fault == null) {
			this.fault = what;
		}
	}

}
