package io.estafette.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Holds all bytes that are kept against their SHA-256, a little every minute, round after
 * round: whoever opens a document in fifty years would find a damage too late (D6).
 */
@Component
class CheckContents implements MeterBinder {

	private static final Logger log = LoggerFactory.getLogger(CheckContents.class);

	/** Most bytes at a time: 90 GB a day. */
	private static final long MOST_BYTES = 64_000_000;

	private static final int MOST = 500;

	private final ContentStore contents;

	private final JdbcClient jdbc;

	private final Clock clock;

	private volatile long damaged;

	CheckContents(ContentStore contents, JdbcClient jdbc, Clock clock) {
		this.contents = contents;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("estafette.content.damaged", this, (check) -> check.damaged)
			.description("Contents whose bytes are not those that were stored")
			.register(registry);
	}

	/** Checks the next ones, on one copy of the application at a time. */
	@Transactional
	@Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT2M")
	public void next() {
		Optional<String> behind = this.jdbc
			.sql("select coalesce(encode(behind, 'hex'), '') from content_check for update skip locked")
			.query(String.class)
			.optional();
		behind.ifPresent((last) -> {
			List<ContentId> due = due(last);
			due.forEach(this::check);
			this.jdbc.sql("update content_check set behind = decode(?, 'hex')")
				.param(due.isEmpty() ? null : due.getLast().sha256())
				.update();
		});
		this.damaged = this.jdbc.sql("select count(*) from content_damaged").query(Long.class).single();
	}

	/** The next ones that are within the bounds together, but at least one. */
	private List<ContentId> due(String behind) {
		return this.jdbc
			.sql("""
					select encode(sha256, 'hex') from (
					  select sha256, sum(size) over (order by sha256) - size as before from (
					    select sha256, size from content where sha256 > decode(:behind, 'hex') order by sha256 limit :most) n) m
					where before < :bytes order by sha256
					""")
			.param("behind", behind)
			.param("most", MOST)
			.param("bytes", MOST_BYTES)
			.query((row, number) -> new ContentId(row.getString(1)))
			.list();
	}

	private void check(ContentId id) {
		try (InputStream bytes = this.contents.open(id)) {
			if (ContentId.of(ContentStore.digest(bytes)).equals(id)) {
				this.jdbc.sql("delete from content_damaged where sha256 = ?").param(id.digest()).update();
				return;
			}
		}
		catch (EmptyResultDataAccessException ex) {
			// It was removed in between, with the last document that it belonged to.
			return;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		log.error("The content {} is damaged: restore it from a backup", id.sha256());
		this.jdbc.sql("""
				insert into content_damaged (sha256, found_at) select sha256, :now from content where sha256 = :sha256
				on conflict do nothing
				""").param("now", Timestamp.from(this.clock.instant())).param("sha256", id.digest()).update();
	}

}
