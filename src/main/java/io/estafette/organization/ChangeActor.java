package io.estafette.organization;

import java.util.Set;

import io.estafette.platform.Refusal;
import io.estafette.platform.security.EndSessions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes an HR user or a system, or withdraws its access (O4, O6). */
@Service
public class ChangeActor {

	private final AdminAccess access;

	private final EndSessions endSessions;

	private final JdbcClient jdbc;

	ChangeActor(AdminAccess access, EndSessions endSessions, JdbcClient jdbc) {
		this.access = access;
		this.endSessions = endSessions;
		this.jdbc = jdbc;
	}

	/**
	 * Nothing that they did is lost when they are no longer active (D6); whoever is not
	 * is signed out, and their rights count no more.
	 * @param email of an HR user; systems have none
	 * @param sends what a system deposits; nothing for an HR user
	 * @throws Refusal NOT_FOUND, ADMIN_NAME_INVALID, ADMIN_MAIL_INVALID or
	 * ADMIN_SELF_DEACTIVATION
	 */
	@Transactional
	public void of(ActorId admin, ActorId id, String name, String email, Set<PayrollDocument> sends, boolean active) {
		this.access.require(admin);
		boolean system = this.jdbc.sql("select kind = 'SYSTEM' from actor where id = ?")
			.param(id.value())
			.query(Boolean.class)
			.optional()
			.orElseThrow(Refusal::notFound);
		if (!active && id.equals(admin)) {
			throw new Refusal(Refusal.Kind.CONFLICT, "ADMIN_SELF_DEACTIVATION");
		}
		this.jdbc.sql("update actor set name = ?, email = ?, active = ? where id = ?")
			.param(AdminTexts.name(name))
			.param(system ? null : AdminTexts.mail(email))
			.param(active)
			.param(id.value())
			.update();
		if (system) {
			this.jdbc.sql("delete from system_sends where actor_id = ? and kind <> all(?)")
				.param(id.value())
				.param(sends.stream().map(PayrollDocument::name).toArray(String[]::new))
				.update();
			sends.forEach((kind) -> this.jdbc
				.sql("insert into system_sends (actor_id, kind) values (?, ?) on conflict do nothing")
				.param(id.value())
				.param(kind.name())
				.update());
		}
		else if (!active) {
			this.endSessions.of(this.jdbc.sql("select login from actor where id = ?")
				.param(id.value())
				.query(String.class)
				.single());
		}
	}

}
