package io.estafette.directory;

import java.sql.Timestamp;
import java.time.Clock;

import io.estafette.platform.Refusal;
import io.estafette.platform.security.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Uses an invitation up: the employee's documents are in this vault from now on. */
@Component
class UseInvitation {

	private final JdbcClient jdbc;

	private final FindInvitation findInvitation;

	private final Clock clock;

	UseInvitation(JdbcClient jdbc, FindInvitation findInvitation, Clock clock) {
		this.jdbc = jdbc;
		this.findInvitation = findInvitation;
		this.clock = clock;
	}

	/**
	 * The invited employee, who has no vault yet.
	 * @throws Refusal LINK_NOT_USABLE
	 */
	Employee check(String token) {
		return this.findInvitation.byToken(token)
			.filter((employee) -> !employee.hasAccount())
			.orElseThrow(UseInvitation::notUsable);
	}

	void into(String token, Employee employee, AccountId account) {
		int used = this.jdbc.sql("update invitation set used_at = ? where token_hash = ? and used_at is null")
			.param(Timestamp.from(this.clock.instant()))
			.param(Tokens.hash(token))
			.update();
		int joined = this.jdbc.sql("update employee set account_id = ? where id = ? and account_id is null")
			.param(account.value())
			.param(employee.id().value())
			.update();
		if (used == 0 || joined == 0) {
			throw notUsable();
		}
	}

	private static Refusal notUsable() {
		return new Refusal(Refusal.Kind.CONFLICT, "LINK_NOT_USABLE");
	}

}
