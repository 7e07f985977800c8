package io.estafette.campaign;

import java.time.LocalDate;
import java.util.List;

import io.estafette.organization.ActorId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How many documents a campaign handed over on which day (C14). */
@Service
public class FindCampaignDays {

	/** A day with documents, Europe/Paris. */
	public record Day(LocalDate day, long handedOver) {
	}

	private final CampaignAccess access;

	private final JdbcClient jdbc;

	FindCampaignDays(CampaignAccess access, JdbcClient jdbc) {
		this.access = access;
		this.jdbc = jdbc;
	}

	/**
	 * The days on which something was handed over, in their order.
	 * @throws Refusal NOT_FOUND
	 */
	@Transactional(readOnly = true)
	public List<Day> of(CampaignId id, ActorId actor) {
		this.access.visible(id, actor);
		return this.jdbc.sql("""
				select day, sum(handed_over) from (
				  select day, handed_over from campaign_day where campaign_id = :id
				  union all
				  select day, handed_over from campaign_figures_change where campaign_id = :id and day is not null
				) parts group by day having sum(handed_over) > 0 order by day
				""")
			.param("id", id.value())
			.query((row, number) -> new Day(row.getObject(1, LocalDate.class), row.getLong(2)))
			.list();
	}

}
