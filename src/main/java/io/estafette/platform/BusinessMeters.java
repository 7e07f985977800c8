package io.estafette.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the business did, for those who watch the platform. A fact counts in the copy of
 * the application that commits it, once it is committed: a repeat that changes nothing or
 * is rolled back counts nothing, and the sum over all copies is the whole. Durations go
 * from one time in the database to another, so that a restart in between changes none.
 */
@Component
public class BusinessMeters {

	/** From a deposit that takes a second to a signature that takes weeks. */
	private static final Duration[] STEPS = { Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15),
			Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1),
			Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30) };

	private final MeterRegistry registry;

	BusinessMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	/** There from the start, so that its first increase is seen as one. */
	public Counter counter(String name, String description, String... tags) {
		return Counter.builder(name).description(description).tags(tags).register(this.registry);
	}

	/**
	 * A duration, in steps that can be added up over copies. There from the start, too.
	 */
	public Timer timer(String name, String description, String... tags) {
		return Timer.builder(name)
			.description(description)
			.tags(tags)
			.serviceLevelObjectives(STEPS)
			.register(this.registry);
	}

	/** Adds to a counter when the transaction is committed. */
	public static void add(Counter counter, long amount) {
		if (amount > 0) {
			afterCommit(() -> counter.increment(amount));
		}
	}

	/** Notes a duration when the transaction is committed. */
	public static void record(Timer timer, Instant since, Instant until) {
		record(timer, since, until, 1);
	}

	/** The same duration of several. */
	public static void record(Timer timer, Instant since, Instant until, long times) {
		long millis = Math.max(0, Duration.between(since, until).toMillis());
		afterCommit(() -> {
			for (long i = 0; i < times; i++) {
				timer.record(millis, TimeUnit.MILLISECONDS);
			}
		});
	}

	/** How a constant of the code is written in a tag. */
	public static String tag(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	private static void afterCommit(Runnable note) {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			note.run();
			return;
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				note.run();
			}

		});
	}

}
