package io.estafette.organization;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives an HR user a new password, or a system a new key; the old one ends at once. */
@Service
public class RenewSecret {

	private final AdminAccess access;

	private final ChangePassword changePassword;

	private final JdbcClient jdbc;

	RenewSecret(AdminAccess access, ChangePassword changePassword, JdbcClient jdbc) {
		this.access = access;
		this.changePassword = changePassword;
		this.jdbc = jdbc;
	}

	/**
	 * The new password or key, which is nowhere else.
	 * @throws Refusal NOT_FOUND for who is no administrator, and when there is no such
	 * actor
	 */
	@Transactional
	public String of(ActorId admin, ActorId id) {
		this.access.require(admin);
		boolean system = this.jdbc.sql("select kind = 'SYSTEM' from actor where id = ?")
			.param(id.value())
			.query(Boolean.class)
			.optional()
			.orElseThrow(Refusal::notFound);
		if (system) {
			String key = Secrets.key();
			this.jdbc.sql("update actor set key_hash = ? where id = ?")
				.param(AuthenticateSystem.hash(key))
				.param(id.value())
				.update();
			return key;
		}
		String password = Secrets.password();
		this.changePassword.of(id, password);
		return password;
	}

}
