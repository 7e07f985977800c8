package io.estafette.campaign;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Folds what was added to the figures of campaigns into one row per campaign and one per
 * day (C12). Changes no figure: readers add both up.
 */
@Service
public class FoldCampaignFigures {

	/** More than a second of the busiest batch adds. */
	private static final int MOST = 20_000;

	private final JdbcClient jdbc;

	FoldCampaignFigures(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** What is there now, at most 20,000 rows; one copy of the application at a time. */
	@Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT5S")
	@Transactional
	public void now() {
		this.jdbc.sql("""
				with gone as (
				  delete from campaign_figures_change
				  where ctid = any (array(select ctid from campaign_figures_change limit ?))
				  and pg_try_advisory_xact_lock(hashtext('campaign_figures'))
				  returning *
				), days as (
				  insert into campaign_day (campaign_id, day, handed_over)
				  select campaign_id, day, sum(handed_over) from gone where day is not null
				  group by campaign_id, day order by campaign_id, day
				  on conflict (campaign_id, day)
				    do update set handed_over = campaign_day.handed_over + excluded.handed_over
				)
				insert into campaign_figures (campaign_id, served, missed, handed_over, failed, to_sign, signed)
				select campaign_id, sum(served), sum(missed), sum(handed_over), sum(failed), sum(to_sign), sum(signed)
				from gone group by campaign_id order by campaign_id
				on conflict (campaign_id) do update set
				  served = campaign_figures.served + excluded.served,
				  missed = campaign_figures.missed + excluded.missed,
				  handed_over = campaign_figures.handed_over + excluded.handed_over,
				  failed = campaign_figures.failed + excluded.failed,
				  to_sign = campaign_figures.to_sign + excluded.to_sign,
				  signed = campaign_figures.signed + excluded.signed
				""").param(MOST).update();
	}

}
