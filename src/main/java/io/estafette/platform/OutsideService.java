package io.estafette.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * A service of others that the application can do without for a while: it is shown beside
 * the health of the application and does not count in it, so that no load balancer gives
 * up copies which wait for it. It is looked at twice a minute, whoever asks and how
 * often.
 */
public abstract class OutsideService implements HealthIndicator {

	/**
	 * Not among the states that the whole is made of, which therefore leaves it out.
	 */
	private static final String AWAY = "AWAY";

	private static final Logger log = LoggerFactory.getLogger(OutsideService.class);

	private final String name;

	private final Health away;

	private volatile @Nullable Boolean answers;

	/**
	 * For a service.
	 * @param name in metrics and in the log
	 * @param meanwhile what becomes of the work that needs it
	 */
	protected OutsideService(String name, String meanwhile, MeterRegistry meters) {
		this.name = name;
		this.away = Health.status(new Status(AWAY, meanwhile)).build();
		Gauge.builder("estafette.outside.up", this, OutsideService::asNumber)
			.description("Whether a service of others answers: 1, or 0 while it is away")
			.tag("service", name)
			.register(meters);
	}

	/**
	 * Asks it something that costs nothing.
	 * @throws Exception when it is away
	 */
	protected abstract void ask() throws Exception;

	@Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT1S")
	public final void look() {
		Boolean before = this.answers;
		try {
			ask();
			this.answers = true;
			if (Boolean.FALSE.equals(before)) {
				log.info("The {} answers again", this.name);
			}
		}
		catch (Exception ex) {
			this.answers = false;
			if (!Boolean.FALSE.equals(before)) {
				log.warn("The {} is away: {}", this.name, ex.getClass().getSimpleName());
			}
		}
	}

	@Override
	public final Health health() {
		Boolean known = this.answers;
		if (known == null) {
			return Health.unknown().build();
		}
		return known ? Health.up().build() : this.away;
	}

	private double asNumber() {
		Boolean known = this.answers;
		return (known == null) ? Double.NaN : (known ? 1 : 0);
	}

}
