package io.estafette.journal;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The follower that chains what was written, each brand's entries by themselves (D7). One
 * at a time, whichever copy of the application; nobody who writes waits for it.
 */
@Service
public class ChainJournal {

	private static final int AT_A_TIME = 2000;

	private record Last(long sequence, String hash) {
	}

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	ChainJournal(JdbcClient jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/** Chains everything that is committed by now. */
	@Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
	public void now() {
		Integer chained;
		do {
			chained = this.transaction.execute((status) -> some());
		}
		while (chained != null && chained == AT_A_TIME);
	}

	private int some() {
		boolean alone = this.jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('journal', 0))")
			.query(Boolean.class)
			.single();
		if (!alone) {
			return 0;
		}
		List<JournalEntry> entries = this.jdbc
			.sql(JournalRows.ENTRIES + "where hash is null order by id limit " + AT_A_TIME)
			.query(JournalRows::entry)
			.list();
		if (entries.isEmpty()) {
			return 0;
		}
		Map<UUID, Last> last = new HashMap<>();
		List<JournalEntry> chained = entries.stream().map((entry) -> {
			Last before = last.computeIfAbsent(entry.brand(), this::last);
			JournalEntry placed = entry.chained(before.sequence() + 1, before.hash());
			last.put(entry.brand(), new Last(placed.sequence(), placed.hash()));
			return placed;
		}).toList();
		this.jdbc.sql("""
				update journal_entry e set sequence = c.sequence, previous_hash = c.previous, hash = c.hash
				from unnest(:ids::bigint[], :sequences::bigint[], :previous::bytea[], :hashes::bytea[])
				  as c (id, sequence, previous, hash)
				where e.id = c.id
				""")
			.param("ids", column(chained, Long[]::new, JournalEntry::id))
			.param("sequences", column(chained, Long[]::new, JournalEntry::sequence))
			.param("previous", column(chained, byte[][]::new, (entry) -> bytes(entry.previousHash())))
			.param("hashes", column(chained, byte[][]::new, (entry) -> bytes(entry.hash())))
			.update();
		return chained.size();
	}

	private Last last(UUID brand) {
		return this.jdbc.sql("""
				select sequence, encode(hash, 'hex') from journal_entry where brand_id = ? and sequence is not null
				order by sequence desc limit 1
				""")
			.param(brand)
			.query((row, number) -> new Last(row.getLong(1), row.getString(2)))
			.optional()
			.orElse(new Last(0, JournalEntry.NOTHING));
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

	private static <T> T[] column(List<JournalEntry> entries, IntFunction<T[]> array, Function<JournalEntry, T> value) {
		return entries.stream().map(value).toArray(array);
	}

}
