package io.estafette.signature;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.estafette.platform.BusinessMeters;
import io.micrometer.core.instrument.Timer;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long people take to sign or not to, for those who watch the platform. */
@Component
class SignatureMeters {

	private final Map<SignatureState, Timer> decisions = new EnumMap<>(SignatureState.class);

	private final JdbcClient jdbc;

	SignatureMeters(BusinessMeters meters, JdbcClient jdbc) {
		this.jdbc = jdbc;
		for (SignatureState outcome : List.of(SignatureState.SIGNED, SignatureState.DECLINED, SignatureState.EXPIRED,
				SignatureState.CANCELLED)) {
			this.decisions.put(outcome, meters.timer("estafette.signature", "From the request to sign to its end",
					"outcome", BusinessMeters.tag(outcome)));
		}
	}

	@EventListener
	void on(SignatureChanged change) {
		Timer decision = this.decisions.get(change.state());
		if (decision != null) {
			this.jdbc.sql("select requested_at from signature_request where id = ?")
				.param(change.request())
				.query((row, number) -> row.getTimestamp(1).toInstant())
				.optional()
				.ifPresent((requested) -> BusinessMeters.record(decision, requested, change.at()));
		}
	}

}
