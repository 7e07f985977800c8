package io.estafette.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

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
		String name = "test_" + databases.incrementAndGet();
		try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name + " OWNER " + USER);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The test database " + name + " cannot be created", ex);
		}
		return "jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + name;
	}

	private static final class Server {

		static final EmbeddedPostgres POSTGRES = start();

		private static EmbeddedPostgres start() {
			try {
				// PostgreSQL's own C.UTF-8 knows upper and lower case of all letters, on
				// every system alike.
				EmbeddedPostgres postgres = EmbeddedPostgres.builder()
					.setLocaleConfig("locale", "C")
					.setLocaleConfig("locale-provider", "builtin")
					.setLocaleConfig("builtin-locale", "C.UTF-8")
					.start();
				try (Connection connection = postgres.getPostgresDatabase().getConnection();
						Statement statement = connection.createStatement()) {
					statement.execute("CREATE ROLE " + USER + " LOGIN");
				}
				return postgres;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (SQLException ex) {
				throw new IllegalStateException("PostgreSQL started but does not answer", ex);
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
						"spring.test.database.replace=none")
				.applyTo(context);
		}

	}

}
