package io.estafette.sealing;

import java.io.IOException;

import io.estafette.platform.OutsideService;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/** Whether the time-stamp authority answers. */
@Component("timestampAuthority")
class TimestampAuthorityHealth extends OutsideService {

	private final Timestamps timestamps;

	TimestampAuthorityHealth(Timestamps timestamps, MeterRegistry meters) {
		super("time-stamp authority", "Seals and signatures are tried again; then their jobs wait in Operate.", meters);
		this.timestamps = timestamps;
	}

	@Override
	protected void ask() throws IOException {
		this.timestamps.ask();
	}

}
