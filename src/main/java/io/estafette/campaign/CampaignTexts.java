package io.estafette.campaign;

import java.time.LocalDate;

import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;

/** The bounds of what users and systems enter into a campaign. */
final class CampaignTexts {

	private static final int LONGEST_NAME = 150;

	private static final int FIRST_YEAR = 2000;

	private static final int LAST_YEAR = 2999;

	private CampaignTexts() {
	}

	/**
	 * The same settings with the name in one line; a blank one is not chosen yet.
	 * @throws Refusal NAME_TOO_LONG, CAMPAIGN_DATE_INVALID
	 */
	static CampaignSettings bounded(CampaignSettings settings) {
		return new CampaignSettings(settings.target(), name(settings.name()), settings.kind(), settings.triggers(),
				settings.executives(), settings.clientCompanies(), settings.retroactive(),
				date(settings.retroactiveSince()), date(settings.startDate()), date(settings.endDate()));
	}

	/** Not a slip of the keyboard, and nothing that the database cannot count with. */
	private static @Nullable LocalDate date(@Nullable LocalDate chosen) {
		if (chosen != null && (chosen.getYear() < FIRST_YEAR || chosen.getYear() > LAST_YEAR)) {
			throw new Refusal(Refusal.Kind.INVALID, "CAMPAIGN_DATE_INVALID");
		}
		return chosen;
	}

	private static @Nullable String name(@Nullable String typed) {
		if (typed == null) {
			return null;
		}
		String name = typed.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
		if (name.length() > LONGEST_NAME) {
			throw new Refusal(Refusal.Kind.INVALID, "NAME_TOO_LONG", LONGEST_NAME);
		}
		return name.isEmpty() ? null : name;
	}

	/** As long as a name may be. */
	static String cut(String name) {
		return name.substring(0, Math.min(name.length(), LONGEST_NAME));
	}

}
