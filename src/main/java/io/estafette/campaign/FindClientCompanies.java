package io.estafette.campaign;

import java.util.List;
import java.util.UUID;

import io.estafette.organization.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The client companies of a brand that can be chosen for a campaign (C5). */
@Service
public class FindClientCompanies {

	/** A client company that accepted paperless contracts, or was chosen before. */
	public record ClientCompany(UUID id, String code, String name, boolean acceptsPaperless) {
	}

	private final JdbcClient jdbc;

	FindClientCompanies(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** All of the brand, by name. */
	public List<ClientCompany> of(NodeId brand) {
		return this.jdbc.sql("select * from client_company where brand_id = ? order by name, code")
			.param(brand.value())
			.query((row, number) -> new ClientCompany(row.getObject("id", UUID.class), row.getString("code"),
					row.getString("name"), row.getBoolean("accepts_paperless")))
			.list();
	}

}
