package io.estafette.bench;

import java.nio.charset.StandardCharsets;

import io.estafette.local.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How long an installation of schema 35 with a large ledger stands still while it is
 * upgraded, beside PostgreSQL's own rewriting of the ledger with all its indexes (VACUUM
 * FULL). {@code -Destafette.people=…}: each has two lines. The README says how to run it.
 */
class UpgradeBench {

	private static final int PEOPLE = Integer.getInteger("estafette.people", 500_000);

	private static final int SECOND = 1_000;

	private final String database = TestDatabase.create();

	private final JdbcClient jdbc = JdbcClient
		.create(new DriverManagerDataSource(this.database, TestDatabase.USER, ""));

	@Test
	void fromVersion35() throws Exception {
		migrate(MigrationVersion.fromVersion("35"));
		this.jdbc
			.sql(new ClassPathResource("upgrade/ledger-of-version-35.sql").getContentAsString(StandardCharsets.UTF_8)
				.replace(":people", String.valueOf(PEOPLE)))
			.update();
		this.jdbc.sql("vacuum analyze").update();
		long start = System.nanoTime();
		migrate(MigrationVersion.LATEST);
		double upgrade = seconds(start);
		start = System.nanoTime();
		this.jdbc.sql("vacuum full delivery").update();
		double rewrite = seconds(start);
		System.out.printf("%,d lines: upgraded in %.1f s, %.2f x VACUUM FULL (%.1f s); of it more than a second:%n",
				2 * PEOPLE, upgrade, upgrade / rewrite, rewrite);
		this.jdbc.sql("""
				select version, description, execution_time from flyway_schema_history
				where execution_time > ? and version::int > 35 order by installed_rank
				""")
			.param(SECOND)
			.query((row, number) -> "V%s %s: %.1f s".formatted(row.getString(1), row.getString(2),
					row.getInt(3) / (double) SECOND))
			.list()
			.forEach(System.out::println);
	}

	private void migrate(MigrationVersion target) {
		Flyway.configure().dataSource(this.database, TestDatabase.USER, "").target(target).load().migrate();
	}

	private static double seconds(long start) {
		return (System.nanoTime() - start) / 1e9;
	}

}
