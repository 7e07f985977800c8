package io.estafette.signature;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What led to a signature, step by step (D4). */
@Component
class SignatureSteps {

	private static final int LONGEST = 200;

	enum What {

		REQUESTED, READ, CODE_SENT, CONSENTED, SIGNED, DECLINED, EXPIRED, CANCELLED, REMINDED

	}

	record Step(What what, Instant at, @Nullable String address, @Nullable String browser) {
	}

	private final JdbcClient jdbc;

	SignatureSteps(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Adds one; without a visitor it was the platform. */
	void add(UUID request, What what, Instant at, @Nullable Visitor visitor) {
		this.jdbc.sql("insert into signature_step (request_id, what, at, address, browser) values (?, ?, ?, ?, ?)")
			.param(request)
			.param(what.name())
			.param(Timestamp.from(at))
			.param((visitor != null) ? cut(visitor.address()) : null)
			.param((visitor != null) ? cut(visitor.browser()) : null)
			.update();
	}

	boolean has(UUID request, What what) {
		return this.jdbc.sql("select exists (select 1 from signature_step where request_id = ? and what = ?)")
			.param(request)
			.param(what.name())
			.query(Boolean.class)
			.single();
	}

	List<Step> of(UUID request) {
		return this.jdbc
			.sql("select what, at, address, browser from signature_step where request_id = ? order by number")
			.param(request)
			.query((row, number) -> new Step(What.valueOf(row.getString(1)), row.getTimestamp(2).toInstant(),
					row.getString(3), row.getString(4)))
			.list();
	}

	private static String cut(String text) {
		return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST);
	}

}
