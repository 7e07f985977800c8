package io.estafette.process.support;

import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestPlatform;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Boots the platform and the adapter before the application context of the process tests
 * starts, tells the application and Camunda Process Test where they listen, and gives the
 * application Zeebe's clock.
 */
final class ProcessTestInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		PlatformAddresses platform = TestPlatform.get();
		CamundaAdapter adapter = CamundaAdapter.get();
		context.getBeanFactory().registerSingleton("clock", adapter.clock());
		TestPropertyValues.of(platform.properties())
			.and("camunda.process-test.runtime-mode=remote",
					"camunda.process-test.remote.client.grpc-address=" + platform.grpc(),
					"camunda.process-test.remote.client.rest-address=" + adapter.address(),
					"camunda.process-test.remote.camunda-monitoring-api-address=" + adapter.address(),
					"estafette.sealing.keystore=target/process-test/organisation.p12")
			.applyTo(context);
	}

}
