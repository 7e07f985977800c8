package io.estafette.tracking;

import io.estafette.diffusion.Sends;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** Those who watch the platform see what waits. */
@SpringBootTest(properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Sends.class)
class WorkMetricsTests {

	@Autowired
	private WorkMetrics metrics;

	@Autowired
	private MeterRegistry registry;

	@Autowired
	private Sends sends;

	@Test
	void openSignaturesAndWhatNobodyClaimedAreCounted() {
		this.metrics.look();
		double open = value("estafette.signatures.open");
		double unclaimed = value("estafette.processes.unclaimed");
		this.sends.sent("claire.martin", "LYO", "H0001 H0002", "Avenant", DocumentType.TO_SIGN);
		this.metrics.look();
		assertThat(value("estafette.signatures.open")).isEqualTo(open + 2);
		assertThat(value("estafette.processes.unclaimed")).isEqualTo(unclaimed + 2);
	}

	private double value(String meter) {
		return this.registry.get(meter).gauge().value();
	}

}
