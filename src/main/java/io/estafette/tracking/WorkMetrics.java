package io.estafette.tracking;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
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

	private final JdbcClient jdbc;

	private final Clock clock;

	private volatile Map<Waiting, Long> counts = Map.of();

	private volatile double oldestMail;

	WorkMetrics(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Waiting waiting : Waiting.values()) {
			Gauge.builder(waiting.meter, this, (metrics) -> metrics.counts.getOrDefault(waiting, 0L))
				.description(waiting.description)
				.register(registry);
		}
		Gauge.builder("estafette.mails.oldest", this, (metrics) -> metrics.oldestMail)
			.baseUnit("seconds")
			.description("How long the oldest waiting mail waits")
			.register(registry);
	}

	@Scheduled(fixedDelayString = "PT15S", initialDelayString = "PT5S")
	void look() {
		Map<Waiting, Long> found = new EnumMap<>(Waiting.class);
		for (Waiting waiting : Waiting.values()) {
			found.put(waiting, this.jdbc.sql(waiting.query).query(Long.class).single());
		}
		this.counts = found;
		this.oldestMail = this.jdbc
			.sql("select min(queued_at) from outgoing_mail where state = 'WAITING' and next_attempt_at <= ?")
			.param(Timestamp.from(this.clock.instant()))
			.query((row, number) -> row.getTimestamp(1))
			.list()
			.stream()
			.filter((time) -> time != null)
			.mapToDouble((time) -> seconds(time.toInstant()))
			.findFirst()
			.orElse(0);
	}

	private double seconds(Instant since) {
		return Math.max(0, Duration.between(since, this.clock.instant()).toMillis() / 1000.0);
	}

}
