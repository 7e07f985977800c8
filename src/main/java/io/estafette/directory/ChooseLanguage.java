package io.estafette.directory;

import java.util.Locale;

import io.estafette.platform.Languages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** An employee chooses the language of the mails (D2); it wins over what payroll says. */
@Service
public class ChooseLanguage {

	private final JdbcClient jdbc;

	ChooseLanguage(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Mails are in this language from now on.
	 * @throws io.estafette.platform.Refusal LANGUAGE_UNKNOWN for another one than French
	 * and English
	 */
	@Transactional
	public void of(AccountId account, Locale language) {
		this.jdbc.sql("update vault_account set language = ? where id = ?")
			.param(Languages.require(language).getLanguage())
			.param(account.value())
			.update();
	}

}
