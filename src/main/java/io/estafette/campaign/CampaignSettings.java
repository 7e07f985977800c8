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
 * @param retroactiveSince deposits from this day on are served too (C6)
 * @param startDate first day, in Paris
 * @param endDate last day, inclusive, in Paris
 */
public record CampaignSettings(NodeId target, @Nullable String name, CampaignKind kind, Set<PayrollDocument> triggers,
		ExecutiveFilter executives, Set<UUID> clientCompanies, @Nullable LocalDate retroactiveSince,
		@Nullable LocalDate startDate, @Nullable LocalDate endDate) {

	/**
	 * From which day on, when only whether is chosen (C6): the day chosen before, or a
	 * month ago. The date itself is chosen with the schedule (C2).
	 */
	public @Nullable LocalDate since(boolean retroactive, LocalDate today) {
		if (!retroactive) {
			return null;
		}
		return (this.retroactiveSince != null) ? this.retroactiveSince : today.minusMonths(1);
	}

}
