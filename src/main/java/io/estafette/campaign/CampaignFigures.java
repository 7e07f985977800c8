package io.estafette.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What campaigns did, counted (C12). The database keeps these figures with the ledger:
 * they are those of the ledger at any moment, and nobody counts its lines to show them.
 *
 * @param served people with a document in their vault
 * @param missed people who should have received something and have nothing
 * @param handedOver documents in vaults
 * @param failed documents that did not reach their person
 * @param toSign documents that still wait for a signature
 * @param signed documents that were signed
 */
public record CampaignFigures(long served, long missed, long handedOver, long failed, long toSign, long signed) {

	/** The figures {@code f} of each {@code campaign c}, to join. */
	static final String OF_CAMPAIGN = """
			cross join lateral (
			  select coalesce(sum(served), 0) as served, coalesce(sum(missed), 0) as missed,
			    coalesce(sum(handed_over), 0) as handed_over, coalesce(sum(failed), 0) as failed,
			    coalesce(sum(to_sign), 0) as to_sign, coalesce(sum(signed), 0) as signed
			  from (
			    select served, missed, handed_over, failed, to_sign, signed
			    from campaign_figures where campaign_id = c.id
			    union all
			    select served, missed, handed_over, failed, to_sign, signed
			    from campaign_figures_change where campaign_id = c.id
			  ) parts
			) f
			""";

	static CampaignFigures map(ResultSet row) throws SQLException {
		return new CampaignFigures(row.getLong("served"), row.getLong("missed"), row.getLong("handed_over"),
				row.getLong("failed"), row.getLong("to_sign"), row.getLong("signed"));
	}

}
