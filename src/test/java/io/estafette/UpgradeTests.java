package io.estafette;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.estafette.local.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An installation with people, campaigns and deposits comes through the migrations that
 * rewrite what is there: nothing is lost, and what the pages ask for is filled in.
 */
class UpgradeTests {

	private static final int PEOPLE = 200;

	private final String database = TestDatabase.create();

	private final JdbcClient jdbc = JdbcClient
		.create(new DriverManagerDataSource(this.database, TestDatabase.USER, ""));

	@Test
	void fromVersion35() throws Exception {
		migrate(MigrationVersion.fromVersion("35"));
		this.jdbc
			.sql(new ClassPathResource("upgrade/ledger-of-version-35.sql").getContentAsString(StandardCharsets.UTF_8)
				.replace(":people", String.valueOf(PEOPLE)))
			.update();
		List<String> before = lines();

		migrate(MigrationVersion.LATEST);

		assertThat(lines()).hasSize(2 * PEOPLE).isEqualTo(before);
		// C14: sorted by matricule and by what brought it.
		assertThat(this.jdbc
			.sql("""
					select count(*) from delivery d join employee e on e.id = d.employee_id join deposit p on p.id = d.deposit_id
					where d.matricule_key = searchable(e.matricule) and d.brought_by = p.kind
					""")
			.query(Integer.class)
			.single()).isEqualTo(2 * PEOPLE);
		// C11: a change of the copy's document concerns nobody whom the original served.
		UUID own = document("Copie");
		assertThat(own).isNotEqualTo(document("Originale"));
		assertThat(this.jdbc.sql("select original_sha256 = sha256('note') from document where id = ?")
			.param(own)
			.query(Boolean.class)
			.single()).isTrue();
		assertThat(this.jdbc.sql("select name from campaign where retroactive").query(String.class).list())
			.containsExactly("Copie");
		// C12: the figures are those of the ledger.
		assertThat(figures("select handed_over, failed, to_sign from campaign_figures order by campaign_id"))
			.isEqualTo(figures("""
					select count(handed_over_at), count(*) filter (where state = 'FAILED'),
					  count(*) filter (where state = 'SIGNATURE_REQUESTED')
					from delivery group by source_id order by source_id
					"""));
		assertThat(this.jdbc
			.sql("select count(*) from signature_request s join delivery d on d.id = s.id "
					+ "where s.source_id = d.source_id")
			.query(Integer.class)
			.single()).isEqualTo(PEOPLE);
		assertThat(this.jdbc.sql("select subject from campaign_export").query(String.class).list())
			.containsExactly("CAMPAIGN");
	}

	private void migrate(MigrationVersion target) {
		Flyway.configure().dataSource(this.database, TestDatabase.USER, "").target(target).load().migrate();
	}

	private List<String> lines() {
		return this.jdbc
			.sql("""
					select concat_ws(' ', d.id, d.hand_over_id, d.source_id, d.employee_id, d.document_id, d.state, d.reason,
					  d.handed_over_at, d.notified_at, d.opened_at, encode(doc.original_sha256, 'hex'), doc.name)
					from delivery d join document doc on doc.id = d.document_id order by d.number
					""")
			.query(String.class)
			.list();
	}

	private UUID document(String campaign) {
		return this.jdbc
			.sql("""
					select cd.document_id from campaign_document cd join campaign c on c.id = cd.campaign_id where c.name = ?
					""")
			.param(campaign)
			.query(UUID.class)
			.single();
	}

	private List<String> figures(String query) {
		return this.jdbc.sql(query)
			.query((row, number) -> row.getLong(1) + " " + row.getLong(2) + " " + row.getLong(3))
			.list();
	}

}
