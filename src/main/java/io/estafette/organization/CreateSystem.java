package io.estafette.organization;

import java.util.Set;
import java.util.UUID;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds a payroll or HR system with its API key, without any right yet. */
@Service
public class CreateSystem {

	/**
	 * The new system.
	 *
	 * @param key its API key, of which only a hash is kept
	 */
	public record Created(ActorId id, String key) {

		/** Without the key. */
		@Override
		public String toString() {
			return this.id.toString();
		}

	}

	private final AdminAccess access;

	private final FindNode findNode;

	private final JdbcClient jdbc;

	CreateSystem(AdminAccess access, FindNode findNode, JdbcClient jdbc) {
		this.access = access;
		this.findNode = findNode;
		this.jdbc = jdbc;
	}

	/**
	 * Creates the system.
	 * @param brand the only one that it can ever reach
	 * @param sends what it deposits, if anything
	 * @throws Refusal NOT_FOUND, ADMIN_LOGIN_INVALID, ADMIN_NAME_INVALID or
	 * ADMIN_LOGIN_TAKEN
	 */
	@Transactional
	public Created of(ActorId admin, NodeId brand, String login, String name, Set<PayrollDocument> sends) {
		this.access.require(admin);
		this.findNode.byId(brand).filter((node) -> node.kind() == NodeKind.BRAND).orElseThrow(Refusal::notFound);
		UUID id = UUID.randomUUID();
		String key = Secrets.key();
		int created = this.jdbc.sql("""
				insert into actor (id, kind, login, name, key_hash, brand_id) values (?, 'SYSTEM', ?, ?, ?, ?)
				on conflict (login) do nothing
				""")
			.param(id)
			.param(AdminTexts.login(login))
			.param(AdminTexts.name(name))
			.param(AuthenticateSystem.hash(key))
			.param(brand.value())
			.update();
		if (created == 0) {
			throw new Refusal(Refusal.Kind.CONFLICT, "ADMIN_LOGIN_TAKEN");
		}
		sends.forEach((kind) -> this.jdbc.sql("insert into system_sends (actor_id, kind) values (?, ?)")
			.param(id)
			.param(kind.name())
			.update());
		return new Created(new ActorId(id), key);
	}

}
