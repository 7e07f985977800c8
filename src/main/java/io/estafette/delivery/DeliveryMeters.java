package io.estafette.delivery;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.estafette.platform.BusinessMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/** Lines of the ledger that were served or given up, for those who watch the platform. */
@Component
public class DeliveryMeters {

	private final Map<DeliveryOrigin, Counter> handedOver = new EnumMap<>(DeliveryOrigin.class);

	private final Map<DeliveryOrigin, Counter> failed = new EnumMap<>(DeliveryOrigin.class);

	private final Timer notification;

	DeliveryMeters(BusinessMeters meters) {
		for (DeliveryOrigin origin : DeliveryOrigin.values()) {
			this.handedOver.put(origin, counter(meters, origin, "handed_over"));
			this.failed.put(origin, counter(meters, origin, "failed"));
		}
		this.notification = meters.timer("estafette.notification",
				"From the hand-over to the mail server's acceptance of its mail");
	}

	private static Counter counter(BusinessMeters meters, DeliveryOrigin origin, String outcome) {
		return meters.counter("estafette.deliveries", "Documents for people, as they were handed over or given up",
				"origin", BusinessMeters.tag(origin), "outcome", outcome);
	}

	/** So many documents are in vaults now. */
	public void handedOver(DeliveryOrigin origin, long documents) {
		BusinessMeters.add(Objects.requireNonNull(this.handedOver.get(origin)), documents);
	}

	/** So many documents reach nobody, as the ledger says. */
	public void failed(DeliveryOrigin origin, long documents) {
		BusinessMeters.add(Objects.requireNonNull(this.failed.get(origin)), documents);
	}

	/** The first mail of a hand-over has left. */
	void notified(Instant handedOver, Instant sent) {
		BusinessMeters.record(this.notification, handedOver, sent);
	}

}
