package io.estafette.local;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@JdbcTest
@WithDatabase
class TestDatabaseTests {

	@Autowired
	private JdbcTemplate jdbc;

	@Test
	void theApplicationsRoleMaySearchWithoutAccents() {
		this.jdbc.execute("CREATE EXTENSION IF NOT EXISTS unaccent");
		this.jdbc.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm");
		assertThat(this.jdbc.queryForObject("SELECT unaccent(lower('LEFÈVRE'))", String.class)).isEqualTo("lefevre");
		assertThat(this.jdbc.queryForList("SELECT current_user", String.class)).isEqualTo(List.of(TestDatabase.USER));
	}

}
