package io.estafette.campaign;

import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;

/** The bounds of what users type into a campaign. */
final class CampaignTexts {

	private static final int LONGEST_NAME = 150;

	private CampaignTexts() {
	}

	/** The same settings with the name in one line; a blank one is not chosen yet. */
	static CampaignSettings bounded(CampaignSettings settings) {
		return new CampaignSettings(settings.target(), name(settings.name()), settings.kind(), settings.triggers(),
				settings.executives(), settings.clientCompanies(), settings.retroactiveSince(), settings.startDate(),
				settings.endDate());
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
