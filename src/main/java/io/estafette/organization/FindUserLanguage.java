package io.estafette.organization;

import java.util.Locale;

import io.estafette.platform.Languages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The language in which an HR user reads mails. */
@Service
public class FindUserLanguage {

	private final JdbcClient jdbc;

	FindUserLanguage(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The one that they chose; French for who chose none. */
	public Locale of(ActorId user) {
		return this.jdbc.sql("select language from actor_language where actor_id = ?")
			.param(user.value())
			.query(String.class)
			.optional()
			.map(Locale::of)
			.orElse(Languages.DEFAULT);
	}

}
