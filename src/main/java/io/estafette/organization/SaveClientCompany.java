package io.estafette.organization;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds a client company to a brand, or changes the one with this code (C5). */
@Service
public class SaveClientCompany {

	private final AdminAccess access;

	private final FindNode findNode;

	private final JdbcClient jdbc;

	SaveClientCompany(AdminAccess access, FindNode findNode, JdbcClient jdbc) {
		this.access = access;
		this.findNode = findNode;
		this.jdbc = jdbc;
	}

	/**
	 * Saves it.
	 * @throws Refusal NOT_FOUND, ADMIN_NAME_INVALID or ADMIN_CODE_INVALID
	 */
	@Transactional
	public void of(ActorId admin, NodeId brand, String code, String name, boolean acceptsPaperless) {
		this.access.require(admin);
		this.findNode.byId(brand).filter((node) -> node.kind() == NodeKind.BRAND).orElseThrow(Refusal::notFound);
		this.jdbc.sql("""
				insert into client_company (id, brand_id, code, name, accepts_paperless)
				values (gen_random_uuid(), ?, ?, ?, ?)
				on conflict (brand_id, code) do update
				set name = excluded.name, accepts_paperless = excluded.accepts_paperless
				""")
			.param(brand.value())
			.param(AdminTexts.code(code))
			.param(AdminTexts.name(name))
			.param(acceptsPaperless)
			.update();
	}

}
