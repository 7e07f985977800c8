package io.estafette.process.support;

import java.time.Duration;

import io.camunda.process.test.api.CamundaProcessTestContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often a job was tried that a trigger makes fail, and the waits between. */
public final class Attempts {

	/**
	 * What the trigger does, in PL/pgSQL: a fault that passes, as far as one can tell.
	 */
	public static final String FAIL = "perform nextval('attempts'); raise exception 'busy' using errcode = '40001'";

	private final JdbcClient jdbc;

	private long seen;

	public Attempts(JdbcClient jdbc) {
		this.jdbc = jdbc;
		// A sequence counts what is rolled back, too.
		jdbc.sql("drop sequence if exists attempts").update();
		jdbc.sql("create sequence attempts").update();
	}

	public long seen() {
		return this.seen;
	}

	/**
	 * Only while the job rests: one under way would time out. To be asked every second.
	 */
	public void waitForTheNext(CamundaProcessTestContext context) {
		long made = this.jdbc.sql("select case when is_called then last_value else 0 end from attempts")
			.query(Long.class)
			.single();
		if (made > 0 && made == this.seen) {
			context.increaseTime(Duration.ofMinutes(3));
		}
		this.seen = made;
	}

}
