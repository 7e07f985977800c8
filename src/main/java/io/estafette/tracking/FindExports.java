package io.estafette.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.FindCampaign;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The exports of campaigns, for whoever may see the campaign now (C15, O8): the rights
 * are those of the moment of the download.
 */
@Service
public class FindExports {

	private static final int MOST = 50;

	private static final Duration PATIENCE = Duration.ofMinutes(30);

	/** How far an export is. */
	public enum State {

		RUNNING, READY,
		/** The file is gone. */
		EXPIRED,
		/** There is no file. */
		FAILED

	}

	/**
	 * An export.
	 *
	 * @param rows how many lines the file has; null while it is prepared
	 * @param size in bytes
	 * @param late whether it takes longer than any file should
	 * @param failure why there is no file
	 */
	public record View(UUID id, CampaignId campaign, String campaignName, LocalDate first, LocalDate last,
			ExportFormat format, State state, @Nullable Integer rows, @Nullable Long size, Instant requestedAt,
			@Nullable Instant expiresAt, boolean late, @Nullable ExportFailure failure) {

		/** What the file is called. */
		public String fileName() {
			return "estafette-" + this.first + "-" + this.last + "." + this.format.ending();
		}

	}

	private final FindCampaign findCampaign;

	private final JdbcClient jdbc;

	private final Clock clock;

	FindExports(FindCampaign findCampaign, JdbcClient jdbc, Clock clock) {
		this.findCampaign = findCampaign;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The latest of a campaign.
	 * @throws Refusal NOT_FOUND
	 */
	@Transactional(readOnly = true)
	public List<View> of(CampaignId campaign, ActorId actor) {
		this.findCampaign.of(campaign, actor);
		return this.jdbc.sql("""
				select x.*, c.name from campaign_export x join campaign c on c.id = x.campaign_id
				where x.campaign_id = ? order by x.requested_at desc limit
				""" + " " + MOST).param(campaign.value()).query(this::map).list();
	}

	/**
	 * One of them.
	 * @throws Refusal NOT_FOUND
	 */
	@Transactional(readOnly = true)
	public View byId(UUID id, ActorId actor) {
		View view = this.jdbc
			.sql("select x.*, c.name from campaign_export x join campaign c on c.id = x.campaign_id where x.id = ?")
			.param(id)
			.query(this::map)
			.optional()
			.orElseThrow(Refusal::notFound);
		this.findCampaign.of(view.campaign(), actor);
		return view;
	}

	private View map(ResultSet row, int number) throws SQLException {
		Instant now = this.clock.instant();
		Timestamp expires = row.getTimestamp("expires_at");
		State state = State.valueOf(row.getString("state"));
		boolean over = expires != null && !expires.toInstant().isAfter(now);
		Instant requested = row.getTimestamp("requested_at").toInstant();
		String failure = row.getString("failure");
		return new View(row.getObject("id", UUID.class), new CampaignId(row.getObject("campaign_id", UUID.class)),
				String.valueOf(row.getString("name")), row.getObject("first_day", LocalDate.class),
				row.getObject("last_day", LocalDate.class), ExportFormat.valueOf(row.getString("format")),
				(state == State.READY && over) ? State.EXPIRED : state, row.getObject("rows", Integer.class),
				row.getObject("size", Long.class), requested, (expires != null) ? expires.toInstant() : null,
				state == State.RUNNING && requested.isBefore(now.minus(PATIENCE)),
				(failure != null) ? ExportFailure.valueOf(failure) : null);
	}

}
