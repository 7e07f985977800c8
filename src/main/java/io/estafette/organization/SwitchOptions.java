package io.estafette.organization;

import java.util.Set;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Switches the diffusion service and the options of a brand on and off (O2, O3). */
@Service
public class SwitchOptions {

	private final AdminAccess access;

	private final FindNode findNode;

	private final JdbcClient jdbc;

	SwitchOptions(AdminAccess access, FindNode findNode, JdbcClient jdbc) {
		this.access = access;
		this.findNode = findNode;
		this.jdbc = jdbc;
	}

	/**
	 * Exactly these are on from now on.
	 * @throws Refusal NOT_FOUND for who is no administrator, and when this is no brand
	 */
	@Transactional
	public void of(ActorId admin, NodeId brand, Set<BrandOption> on) {
		this.access.require(admin);
		this.findNode.byId(brand).filter((node) -> node.kind() == NodeKind.BRAND).orElseThrow(Refusal::notFound);
		String[] options = on.stream().map(BrandOption::name).toArray(String[]::new);
		this.jdbc.sql("delete from brand_option where brand_id = ? and option <> all(?)")
			.param(brand.value())
			.param(options)
			.update();
		this.jdbc.sql("""
				insert into brand_option (brand_id, option) select ?, unnest(?) on conflict do nothing
				""").param(brand.value()).param(options).update();
	}

}
