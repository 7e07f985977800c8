package io.estafette.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import io.estafette.organization.ActorId;
import io.estafette.organization.AdminAccess;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The journal for administrators: page by page, as a file, and checked (D7). */
@Service
public class ReadJournal {

	/** How many entries a page shows. */
	public static final int PAGE = 100;

	private static final int AT_A_TIME = 2000;

	/** How many entries one check on the page looks at, the latest. */
	private static final int CHECKED = 100_000;

	/** Takes what an export gives, in its order. */
	public interface Reader {

		void entry(JournalEntry entry) throws IOException;

		void head(JournalHead head) throws IOException;

		/** There is nothing more. */
		default void end(JournalEnd end) throws IOException {
		}

	}

	/**
	 * Some entries, the latest first.
	 *
	 * @param actors the names behind their ids
	 * @param next the sequence before which the next page begins; null on the last one
	 */
	public record Page(List<JournalEntry> entries, Map<UUID, String> actors, @Nullable Long next) {
	}

	/**
	 * What a check found.
	 *
	 * @param from the first entry that was looked at
	 * @param fault what is wrong; null when nothing is
	 */
	public record Checked(long from, long entries, long heads, @Nullable String fault) {
	}

	private final AdminAccess access;

	private final JdbcClient jdbc;

	ReadJournal(AdminAccess access, JdbcClient jdbc) {
		this.access = access;
		this.jdbc = jdbc;
	}

	/**
	 * The entries of a brand before this one.
	 * @param brand all zeros: the platform
	 * @param action only these; null: all
	 * @throws io.estafette.platform.Refusal NOT_FOUND for who is no administrator
	 */
	public Page page(ActorId admin, UUID brand, @Nullable String action, @Nullable Long before) {
		this.access.require(admin);
		List<JournalEntry> entries = this.jdbc.sql(JournalRows.ENTRIES + """
				where brand_id = :brand and sequence < :before and (:action::text is null or action = :action)
				order by sequence desc limit :limit
				""")
			.param("brand", brand)
			.param("before", (before != null) ? before : Long.MAX_VALUE)
			.param("action", (action != null) ? action.replace("\0", "") : null)
			.param("limit", PAGE + 1)
			.query(JournalRows::entry)
			.list();
		List<JournalEntry> shown = entries.stream().limit(PAGE).toList();
		Map<UUID, String> actors = this.jdbc.sql("select id, name from actor where id = any(?)")
			.param(shown.stream().map(JournalEntry::actor).filter(Objects::nonNull).toArray(UUID[]::new))
			.query((row, number) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		return new Page(shown, actors, (entries.size() > PAGE) ? shown.getLast().sequence() : null);
	}

	/** Which actions there are, for the filter. */
	public List<String> actions(ActorId admin) {
		this.access.require(admin);
		return this.jdbc.sql("""
				with recursive a as (
				  (select action from journal_entry order by action limit 1)
				  union all
				  select (select j.action from journal_entry j where j.action > a.action order by j.action limit 1)
				  from a where a.action is not null)
				select action from a where action is not null
				""").query(String.class).list();
	}

	/**
	 * Everything of a brand, in its order, each head behind its entry.
	 * @throws io.estafette.platform.Refusal NOT_FOUND for who is no administrator
	 */
	public void export(ActorId admin, UUID brand, Reader reader) throws IOException {
		this.access.require(admin);
		reader.end(read(brand, 0, reader));
	}

	/**
	 * Checks the latest 100,000 entries of a brand.
	 * @throws io.estafette.platform.Refusal NOT_FOUND for who is no administrator
	 */
	public Checked check(ActorId admin, UUID brand) {
		this.access.require(admin);
		CheckChain check = new CheckChain();
		long last = this.jdbc.sql("select coalesce(max(sequence), 0) from journal_entry where brand_id = ?")
			.param(brand)
			.query(Long.class)
			.single();
		long after = Math.max(0, last - CHECKED);
		if (after > 0) {
			String hash = this.jdbc
				.sql("select encode(hash, 'hex') from journal_entry where brand_id = ? and sequence = ?")
				.param(brand)
				.param(after)
				.query(String.class)
				.optional()
				.orElse("");
			check.continueAfter(brand, after, hash);
		}
		try {
			read(brand, after, new Reader() {

				@Override
				public void entry(JournalEntry entry) {
					check.add(entry);
				}

				@Override
				public void head(JournalHead head) {
					check.add(head);
				}

			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Checked(after + 1, check.entries(), check.heads(), check.fault().orElse(null));
	}

	/** All entries after a place, and how many there were. */
	private JournalEnd read(UUID brand, long after, Reader reader) throws IOException {
		List<JournalHead> heads = this.jdbc.sql(JournalRows.HEADS + "where brand_id = ? and sequence > ? order by day")
			.param(brand)
			.param(after)
			.query(JournalRows::head)
			.list();
		int head = 0;
		long place = after;
		long entries = 0;
		List<JournalEntry> some;
		do {
			some = this.jdbc
				.sql(JournalRows.ENTRIES + "where brand_id = ? and sequence > ? order by sequence limit " + AT_A_TIME)
				.param(brand)
				.param(place)
				.query(JournalRows::entry)
				.list();
			for (JournalEntry entry : some) {
				reader.entry(entry);
				entries++;
				place = entry.sequence();
				while (head < heads.size() && heads.get(head).sequence() <= place) {
					reader.head(heads.get(head++));
				}
			}
		}
		while (some.size() == AT_A_TIME);
		while (head < heads.size()) {
			reader.head(heads.get(head++));
		}
		return new JournalEnd(entries, heads.size());
	}

}
