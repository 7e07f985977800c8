package io.estafette.journal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.estafette.sealing.StampDigest;
import io.estafette.sealing.TimestampUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Has the head of each brand's chain time-stamped once a day (D6). Should the authority
 * be away, the next hour tries again. Safe to repeat, on several machines too: the first
 * stamp of a day stays.
 */
@Service
public class StampJournal {

	private static final Logger log = LoggerFactory.getLogger(StampJournal.class);

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private record Last(UUID brand, long sequence, String hash) {
	}

	private final StampDigest stamp;

	private final JdbcClient jdbc;

	private final Clock clock;

	StampJournal(StampDigest stamp, JdbcClient jdbc, Clock clock) {
		this.stamp = stamp;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Stamps the chains without a stamp of today, so that no stamp outlives its
	 * authority.
	 */
	@Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
	public void now() {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), PARIS);
		List<Last> due = this.jdbc.sql("""
				select distinct on (e.brand_id) e.brand_id, e.sequence, encode(e.hash, 'hex') from journal_entry e
				where e.sequence is not null
				and not exists (select 1 from journal_head h where h.brand_id = e.brand_id and h.day >= :today)
				order by e.brand_id, e.sequence desc
				""")
			.param("today", today)
			.query((row, number) -> new Last(row.getObject(1, UUID.class), row.getLong(2), row.getString(3)))
			.list();
		try {
			due.forEach((last) -> stamp(last, today));
		}
		catch (TimestampUnavailableException ex) {
			log.warn("The journal is not time-stamped now; the next hour tries again", ex);
		}
	}

	private void stamp(Last last, LocalDate today) {
		Optional<JournalHead> before = this.jdbc.sql(JournalRows.HEADS + "where brand_id = ? order by day desc limit 1")
			.param(last.brand())
			.query(JournalRows::head)
			.optional();
		String previous = before.map(JournalHead::tokenHash).orElse(JournalEntry.NOTHING);
		byte[] token = this.stamp.of(JournalHead.stamped(last.brand(), today, last.sequence(), last.hash(), previous));
		this.jdbc.sql("""
				insert into journal_head (brand_id, day, sequence, hash, previous_token, token, stamped_at)
				values (:brand, :day, :sequence, :hash, :previous, :token, :now) on conflict do nothing
				""")
			.param("brand", last.brand())
			.param("day", today)
			.param("sequence", last.sequence())
			.param("hash", HexFormat.of().parseHex(last.hash()))
			.param("previous", before.isPresent() ? HexFormat.of().parseHex(previous) : null)
			.param("token", token)
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
	}

}
