package io.estafette.campaign.process;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.CampaignView;
import io.estafette.campaign.ChangeCampaign;
import io.estafette.campaign.FindCampaign;
import io.estafette.campaign.process.CampaignDraftVariables.Choice;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What the Tasklist forms of a draft have in common: French words, and answers that turn
 * into settings (C2).
 */
@Component
class CampaignForms {

	/**
	 * How a step was saved.
	 *
	 * @param problem what the user can correct in the same form
	 * @param refusal why the draft cannot be changed any more
	 */
	record Saved(@Nullable String problem, @Nullable String refusal) {
	}

	private final FindActor findActor;

	private final FindCampaign findCampaign;

	private final ChangeCampaign changeCampaign;

	private final MessageSource messages;

	private final String baseUrl;

	CampaignForms(FindActor findActor, FindCampaign findCampaign, ChangeCampaign changeCampaign, MessageSource messages,
			@Value("${estafette.base-url}") String baseUrl) {
		this.findActor = findActor;
		this.findCampaign = findCampaign;
		this.changeCampaign = changeCampaign;
		this.messages = messages;
		this.baseUrl = baseUrl;
	}

	ActorId actor(String login) {
		return this.findActor.hrUser(login);
	}

	CampaignView campaign(String id, ActorId actor) {
		return this.findCampaign.of(id(id), actor);
	}

	/** Saves a part of the settings, as far as the draft is still there to be changed. */
	Saved save(String login, String id, UnaryOperator<CampaignSettings> change) {
		return attempt(() -> change(actor(login), id, change));
	}

	/** Changes a part of the settings. */
	CampaignId change(ActorId actor, String id, UnaryOperator<CampaignSettings> change) {
		CampaignView campaign = campaign(id, actor);
		this.changeCampaign.of(campaign.id(), actor, change.apply(campaign.settings()));
		return campaign.id();
	}

	Saved attempt(Runnable action) {
		try {
			action.run();
			return new Saved(null, null);
		}
		catch (Refusal refusal) {
			return refused(refusal);
		}
	}

	/** What the user can correct is a problem; what nobody can is a refusal. */
	Saved refused(Refusal refusal) {
		return (refusal.kind() == Refusal.Kind.INVALID) ? new Saved(sentence(refusal), null)
				: new Saved(null, sentence(refusal));
	}

	String sentence(Refusal refusal) {
		return refusal.sentence(this.messages, Locale.FRENCH);
	}

	String text(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, Locale.FRENCH);
	}

	/** The values of an enum whose labels are {@code <prefix><name>}. */
	<E extends Enum<E>> List<Choice> choices(Stream<E> values, String prefix) {
		return values.map((value) -> new Choice(text(prefix + value), value.name())).toList();
	}

	/** The page of the draft's documents. */
	String uploadUrl(CampaignId id) {
		return this.baseUrl + "/diffusions/pilotee/" + id + "/documents";
	}

	static CampaignId id(String id) {
		return new CampaignId(uuid(id));
	}

	/** An id that a form gave back. */
	static UUID uuid(@Nullable String id) {
		try {
			return UUID.fromString(String.valueOf(id));
		}
		catch (IllegalArgumentException ex) {
			throw Refusal.notFound();
		}
	}

	/** One of the values that a form offered. */
	static <E extends Enum<E>> E value(Class<E> type, @Nullable String name) {
		return Arrays.stream(type.getEnumConstants())
			.filter((value) -> value.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new Refusal(Refusal.Kind.INVALID, "CAMPAIGN_ANSWER_UNKNOWN"));
	}

	/** A date as a form gives it back; none when it was left empty. */
	static @Nullable LocalDate date(@Nullable String text) {
		try {
			return (text != null && !text.isBlank()) ? LocalDate.parse(text) : null;
		}
		catch (DateTimeParseException ex) {
			throw new Refusal(Refusal.Kind.INVALID, "CAMPAIGN_DATE_INVALID");
		}
	}

}
