package io.estafette.payroll;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.estafette.organization.PayrollDocument;
import io.estafette.platform.BusinessMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What payroll systems deposit and how long it takes, for those who watch the platform.
 */
@Component
class DepositMeters {

	/** What became of a deposit at the door. */
	enum Outcome {

		ACCEPTED, DUPLICATE, REFUSED

	}

	/** How it came. */
	enum Channel {

		SINGLE, BATCH

	}

	private record Kind(PayrollDocument document, Channel channel) {
	}

	private final Map<Kind, Map<Outcome, Counter>> deposits = new HashMap<>();

	private final Map<Kind, Timer> handOver = new HashMap<>();

	private final Counter unreadable;

	private final Map<BatchState, Timer> batches = new EnumMap<>(BatchState.class);

	DepositMeters(BusinessMeters meters) {
		for (PayrollDocument document : PayrollDocument.values()) {
			for (Channel channel : Channel.values()) {
				Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
				for (Outcome outcome : Outcome.values()) {
					outcomes.put(outcome, counter(meters, BusinessMeters.tag(document), channel, outcome));
				}
				Kind kind = new Kind(document, channel);
				this.deposits.put(kind, outcomes);
				this.handOver.put(kind,
						meters.timer("estafette.deposit", "From the reception of a deposit to its hand-over", "kind",
								BusinessMeters.tag(document), "channel", BusinessMeters.tag(channel)));
			}
		}
		this.unreadable = counter(meters, "unknown", Channel.BATCH, Outcome.REFUSED);
		for (BatchState outcome : List.of(BatchState.COMPLETED, BatchState.COMPLETED_WITH_ERRORS)) {
			this.batches.put(outcome,
					meters.timer("estafette.batch", "From the reception of a batch until all of it is handed over",
							"outcome", BusinessMeters.tag(outcome)));
		}
	}

	private static Counter counter(BusinessMeters meters, String kind, Channel channel, Outcome outcome) {
		return meters.counter("estafette.deposits", "Payslips and contracts that systems deposited", "kind", kind,
				"channel", BusinessMeters.tag(channel), "outcome", BusinessMeters.tag(outcome));
	}

	/** One that came alone. */
	void received(PayrollDocument document, Outcome outcome) {
		BusinessMeters.add(deposits(document, Channel.SINGLE, outcome), 1);
	}

	/** Refused, which rolls back whatever transaction there is. */
	void refused(PayrollDocument document) {
		deposits(document, Channel.SINGLE, Outcome.REFUSED).increment();
	}

	/**
	 * A line of a batch.
	 * @param document null where the line does not say
	 */
	void line(@Nullable PayrollDocument document, LineOutcome outcome) {
		Outcome counted = switch (outcome) {
			case ACCEPTED, WAITING_FOR_EMPLOYEE -> Outcome.ACCEPTED;
			case DUPLICATE -> Outcome.DUPLICATE;
			case REFUSED -> Outcome.REFUSED;
		};
		BusinessMeters.add((document != null) ? deposits(document, Channel.BATCH, counted) : this.unreadable, 1);
	}

	void handedOver(PayrollDocument document, Channel channel, Instant received, Instant handedOver, long times) {
		BusinessMeters.record(Objects.requireNonNull(this.handOver.get(new Kind(document, channel))), received,
				handedOver, times);
	}

	void completed(BatchState outcome, Instant received, Instant completed) {
		BusinessMeters.record(Objects.requireNonNull(this.batches.get(outcome)), received, completed);
	}

	private Counter deposits(PayrollDocument document, Channel channel, Outcome outcome) {
		return Objects
			.requireNonNull(Objects.requireNonNull(this.deposits.get(new Kind(document, channel))).get(outcome));
	}

}
