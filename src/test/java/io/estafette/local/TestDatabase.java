package io.estafette.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The one PostgreSQL server of a test run. It starts at the first use and ends with the
 * run; every caller gets a database of its own on it. Tests say {@link WithDatabase}.
 */
public final class TestDatabase {

	/** The role that owns every database; the server asks for no password. */
	public static final String USER = "estafette";

	private static final AtomicInteger databases = new AtomicInteger();

	private TestDatabase() {
	}

	/**
	 * Creates an empty database, owned by {@value #USER}.
	 * @return its JDBC address, without user
	 */
	public static String create() {
		return server().createDatabase("test_" + databases.incrementAndGet());
	}

	static PostgresPart server() {
		return Holder.SERVER;
	}

	private static final class Holder {

		static final PostgresPart SERVER = start();

		private static PostgresPart start() {
			PostgresPart server = new PostgresPart(TestRun.directory(), Ports.free().postgres(), false);
			try {
				server.launch();
				server.awaitHealthy(Duration.ofMinutes(1));
				return server;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * Gives the application context a database of its own, which Flyway then fills.
	 */
	static final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			TestPropertyValues
				.of("spring.datasource.url=" + create(), "spring.datasource.username=" + USER,
						"spring.datasource.password=", "spring.datasource.hikari.maximum-pool-size=5",
						"spring.test.database.replace=none",
						// A local platform that happens to run is not the test's to work
						// for.
						"camunda.client.enabled=false")
				.applyTo(context);
		}

	}

}
