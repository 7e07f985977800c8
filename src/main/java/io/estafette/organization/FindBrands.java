package io.estafette.organization;

import java.util.List;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** All brands, for the administration (O1, O2). */
@Service
public class FindBrands {

	/**
	 * One of them.
	 *
	 * @param serviceOn whether the diffusion service is switched on (O2)
	 * @param nodes companies, agencies and establishments below it
	 */
	public record Brand(Node node, boolean serviceOn, int nodes, int employees) {
	}

	private final AdminAccess access;

	private final JdbcClient jdbc;

	FindBrands(AdminAccess access, JdbcClient jdbc) {
		this.access = access;
		this.jdbc = jdbc;
	}

	/**
	 * By name.
	 * @throws Refusal NOT_FOUND for who is no administrator
	 */
	public List<Brand> of(ActorId admin) {
		this.access.require(admin);
		return this.jdbc
			.sql("""
					select n.*,
					  exists (select 1 from brand_option o where o.brand_id = n.id and o.option = 'DIFFUSION_SERVICE') as service_on,
					  (select count(*) from node b where b.brand_id = n.id and b.id <> n.id) as nodes,
					  (select count(*) from employee e where e.brand_id = n.id) as employees
					from node n where n.kind = 'BRAND' order by n.name, n.code
					""")
			.query((row, number) -> new Brand(NodeRows.map(row, number), row.getBoolean("service_on"),
					row.getInt("nodes"), row.getInt("employees")))
			.list();
	}

}
