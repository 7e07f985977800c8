package io.estafette.organization;

import java.util.Locale;

import io.estafette.platform.Languages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** An HR user chooses the language of the mails. */
@Service
public class ChooseUserLanguage {

	private final JdbcClient jdbc;

	ChooseUserLanguage(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Mails are in this language from now on.
	 * @throws io.estafette.platform.Refusal LANGUAGE_UNKNOWN for another one than French
	 * and English
	 */
	@Transactional
	public void of(ActorId user, Locale language) {
		this.jdbc.sql("""
				insert into actor_language (actor_id, language) values (:user, :language)
				on conflict (actor_id) do update set language = excluded.language
				""").param("user", user.value()).param("language", Languages.require(language).getLanguage()).update();
	}

}
