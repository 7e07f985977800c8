package io.estafette.campaign;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import org.jspecify.annotations.Nullable;

/**
 * What a user configures in the steps of C2, all but the documents; what is null or empty
 * is not chosen yet.
 *
 * @param name at most 150 characters
 * @param triggers which payroll documents bring the campaign's along (C3)
 * @param clientCompanies only for people of these; empty for everybody (C5)
 * @param retroactive whether deposits from before the launch are served too (C6)
 * @param retroactiveSince from this day on; null when it is not retroactive
 * @param startDate first day, in Paris
 * @param endDate last day, inclusive, in Paris
 */
public record CampaignSettings(NodeId target, @Nullable String name, CampaignKind kind, Set<PayrollDocument> triggers,
		ExecutiveFilter executives, Set<UUID> clientCompanies, boolean retroactive,
		@Nullable LocalDate retroactiveSince, @Nullable LocalDate startDate, @Nullable LocalDate endDate) {

	/** Settings that are retroactive when they have a day to go back to. */
	public CampaignSettings(NodeId target, @Nullable String name, CampaignKind kind, Set<PayrollDocument> triggers,
			ExecutiveFilter executives, Set<UUID> clientCompanies, @Nullable LocalDate retroactiveSince,
			@Nullable LocalDate startDate, @Nullable LocalDate endDate) {
		this(target, name, kind, triggers, executives, clientCompanies, retroactiveSince != null, retroactiveSince,
				startDate, endDate);
	}

	/** With what the first step asks for. */
	public CampaignSettings withTarget(NodeId target, @Nullable String name, CampaignKind kind) {
		return new CampaignSettings(target, name, kind, this.triggers, this.executives, this.clientCompanies,
				this.retroactive, this.retroactiveSince, this.startDate, this.endDate);
	}

	/**
	 * With what the second step asks for; the dates are chosen with the schedule (C2).
	 */
	public CampaignSettings withTriggers(Set<PayrollDocument> triggers, ExecutiveFilter executives,
			Set<UUID> clientCompanies, boolean retroactive) {
		return new CampaignSettings(this.target, this.name, this.kind, triggers, executives, clientCompanies,
				retroactive, retroactive ? this.retroactiveSince : null, this.startDate, this.endDate);
	}

	/** With what the last step asks for. */
	public CampaignSettings withSchedule(@Nullable LocalDate since, @Nullable LocalDate start,
			@Nullable LocalDate end) {
		return new CampaignSettings(this.target, this.name, this.kind, this.triggers, this.executives,
				this.clientCompanies, this.retroactive || since != null, since, start, end);
	}

	/** The day to go back to that the forms propose. */
	public static LocalDate proposedSince(LocalDate today) {
		return today.minusMonths(1);
	}

}
