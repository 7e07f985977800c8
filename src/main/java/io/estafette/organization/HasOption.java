package io.estafette.organization;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Whether a brand has the diffusion service or an option switched on (O2, O3). */
@Service
public class HasOption {

	private final JdbcClient jdbc;

	HasOption(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** True when the option is on for this brand. */
	public boolean on(NodeId brand, BrandOption option) {
		return this.jdbc.sql("select count(*) from brand_option where brand_id = ? and option = ?")
			.param(brand.value())
			.param(option.name())
			.query(Integer.class)
			.single() > 0;
	}

}
