package io.estafette.tracking;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What waits, for those who watch the platform: read from small indices four times a
 * minute, whoever asks for the metrics and how often.
 */
@Component
class WorkMetrics implements MeterBinder {

	/** What is counted. */
	enum Waiting {

		DEPOSITS("estafette.deposits.waiting", "Deposits that wait for their employee", """
				select count(*) from deposit where state = 'WAITING_FOR_EMPLOYEE'
				"""), SIGNATURES("estafette.signatures.open", "Documents that people are asked to sign", """
				select count(*) from signature_request where state = 'REQUESTED'
				"""), EXPORTS("estafette.exports.running", "Exports under way", """
				select count(*) from campaign_export where state = 'RUNNING'
				"""), JOURNAL("estafette.journal.unchained", "Entries of the journal that are not chained yet", """
				select count(*) from journal_entry where hash is null
				"""), UNCLAIMED("estafette.processes.unclaimed", "What waits for a process instance to claim it", """
				select (select count(*) from free_diffusion where state = 'RUNNING' and process_instance_key is null)
				  + (select count(*) from deposit
				     where state = 'RECEIVED' and process_instance_key is null and batch_id is null)
				  + (select count(*) from deposit_batch where process_instance_key is null)
				  + (select count(*) from signature_request where process_instance_key is null)
				  + (select count(*) from campaign_export where process_instance_key is null)
				  + (select count(*) from campaign where process_instance_key is null and state <> 'DELETED')
				""");

		private final String meter;

		private final String description;

		private final String query;

		Waiting(String meter, String description, String query) {
			this.meter = meter;
			this.description = description;
			this.query = query;
		}

	}

	/** What is under way, or should be, of which the age of the oldest tells most. */
	enum Oldest {

		MAIL("estafette.mails.oldest", "How long the oldest waiting mail waits", """
				select min(queued_at) from outgoing_mail where state = 'WAITING' and next_attempt_at <= :now
				"""),
		WAITING_DEPOSIT("estafette.deposits.waiting.oldest", "How long the oldest deposit waits for its employee", """
				select min(received_at) from deposit where state = 'WAITING_FOR_EMPLOYEE'
				"""), DEPOSIT("estafette.deposits.oldest", "How long the oldest single deposit is under way", """
				select min(received_at) from deposit where state = 'RECEIVED' and batch_id is null
				"""), BATCH("estafette.batches.oldest", "How long the oldest batch is under way", """
				select min(received_at) from deposit_batch where state = 'RUNNING'
				"""), SEND("estafette.sends.oldest", "How long the oldest free diffusion is under way", """
				select min(coalesce(retried_at, sent_at)) from free_diffusion where state = 'RUNNING'
				"""),
		CATCH_UP("estafette.catchups.oldest", "How long the oldest catch-up of a campaign is under way", """
				select min(activated_at) from campaign where activated_at is not null and caught_up_at is null
				"""), SIGNATURE("estafette.signatures.oldest", "How long the oldest signature is being made", """
				select min(decided_at) from signature_request where state = 'CONSENTED'
				"""), EXPORT("estafette.exports.oldest", "How long the oldest export is under way", """
				select min(requested_at) from campaign_export where state = 'RUNNING'
				"""),
		JOURNAL("estafette.journal.unchained.oldest", "How long the oldest entry of the journal waits to be chained",
				"""
						select e.at from journal_entry e where hash is null order by id limit 1
						"""),
		UNCLAIMED("estafette.processes.unclaimed.oldest",
				"How long the oldest waits for a process instance to claim it",
				"""
						select least(
						  (select min(coalesce(retried_at, sent_at)) from free_diffusion
						   where state = 'RUNNING' and process_instance_key is null),
						  (select min(received_at) from deposit
						   where state = 'RECEIVED' and process_instance_key is null and batch_id is null),
						  (select min(received_at) from deposit_batch where process_instance_key is null),
						  (select min(requested_at) from signature_request where process_instance_key is null),
						  (select min(requested_at) from campaign_export where process_instance_key is null),
						  (select min(created_at) from campaign where process_instance_key is null and state <> 'DELETED'))
						""");

		private final String meter;

		private final String description;

		private final String query;

		Oldest(String meter, String description, String query) {
			this.meter = meter;
			this.description = description;
			this.query = query;
		}

	}

	private final JdbcClient jdbc;

	private final Clock clock;

	private volatile Map<Waiting, Long> counts = Map.of();

	/** Seconds. */
	private volatile Map<Oldest, Double> ages = Map.of();

	WorkMetrics(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Waiting waiting : Waiting.values()) {
			Gauge.builder(waiting.meter, this, (metrics) -> value(metrics.counts.get(waiting)))
				.description(waiting.description)
				.register(registry);
		}
		for (Oldest oldest : Oldest.values()) {
			Gauge.builder(oldest.meter, this, (metrics) -> value(metrics.ages.get(oldest)))
				.baseUnit("seconds")
				.description(oldest.description)
				.register(registry);
		}
	}

	/** What is not known is no number, rather than one of long ago. */
	private static double value(@Nullable Number known) {
		return (known != null) ? known.doubleValue() : Double.NaN;
	}

	@Scheduled(fixedDelayString = "PT15S", initialDelayString = "PT5S")
	void look() {
		Map<Waiting, Long> found = Map.of();
		Map<Oldest, Double> aged = Map.of();
		try {
			found = counted();
			aged = aged();
		}
		finally {
			this.counts = found;
			this.ages = aged;
		}
	}

	private Map<Waiting, Long> counted() {
		Map<Waiting, Long> found = new EnumMap<>(Waiting.class);
		for (Waiting waiting : Waiting.values()) {
			found.put(waiting, this.jdbc.sql(waiting.query).query(Long.class).single());
		}
		return found;
	}

	/** Where there is nothing, nothing waits: 0. */
	private Map<Oldest, Double> aged() {
		Map<Oldest, Double> found = new EnumMap<>(Oldest.class);
		Timestamp now = Timestamp.from(this.clock.instant());
		for (Oldest oldest : Oldest.values()) {
			found.put(oldest,
					this.jdbc.sql(oldest.query)
						.param("now", now)
						.query((row, number) -> seconds(row.getTimestamp(1)))
						.list()
						.stream()
						.findFirst()
						.orElse(0.0));
		}
		return found;
	}

	private double seconds(@Nullable Timestamp since) {
		return (since == null) ? 0
				: Math.max(0, Duration.between(since.toInstant(), this.clock.instant()).toMillis() / 1000.0);
	}

}
