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
 * The exports of campaigns, for whoever may see the campaign now (C15, O8), and of lists,
 * for who asked for them: the rights are those of the moment of the download.
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
	 * @param campaign what it is of; null where it is of a list
	 * @param rows how many lines the file has; null while it is prepared
	 * @param size in bytes
	 * @param late whether it takes longer than any file should
	 * @param failure why there is no file
	 */
	public record View(UUID id, ExportSubject subject, @Nullable CampaignId campaign, LocalDate first, LocalDate last,
			ExportFormat format, State state, @Nullable Integer rows, @Nullable Long size, Instant requestedAt,
			@Nullable Instant expiresAt, boolean late, @Nullable ExportFailure failure) {

		/** What the file is called. */
		public String fileName() {
			String list = switch (this.subject) {
				case CAMPAIGN -> "";
				case SENDS -> "documents-";
				case DEPOSITS -> "depots-";
			};
			return "estafette-" + list + this.first + "-" + this.last + "." + this.format.ending();
		}

	}

	private final FindCampaign findCampaign;

	private final ExportAccess access;

	private final JdbcClient jdbc;

	private final Clock clock;

	FindExports(FindCampaign findCampaign, ExportAccess access, JdbcClient jdbc, Clock clock) {
		this.findCampaign = findCampaign;
		this.access = access;
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
		return this.jdbc.sql("select * from campaign_export where campaign_id = ? order by requested_at desc limit ?")
			.param(campaign.value())
			.param(MOST)
			.query(this::map)
			.list();
	}

	/**
	 * The latest that somebody asked for of a list, and may still have.
	 * @throws Refusal NOT_FOUND for who does not see the list
	 */
	@Transactional(readOnly = true)
	public List<View> of(ExportSubject list, ActorId actor) {
		return this.jdbc
			.sql("""
					select * from campaign_export where subject = :list and actor_id = :actor and nodes <@ cast(:nodes as uuid[])
					order by requested_at desc limit :most
					""")
			.param("list", list.name())
			.param("actor", actor.value())
			.param("nodes", this.access.nodes(list, actor))
			.param("most", MOST)
			.query(this::map)
			.list();
	}

	/**
	 * One of them.
	 * @throws Refusal NOT_FOUND
	 */
	@Transactional(readOnly = true)
	public View byId(UUID id, ActorId actor) {
		return this.jdbc.sql("select * from campaign_export where id = ?").param(id).query((row, number) -> {
			this.access.require(actor, ExportScope.of(row));
			return map(row, number);
		}).optional().orElseThrow(Refusal::notFound);
	}

	/**
	 * Where the mail about one leads.
	 * @throws Refusal EXPORT_RIGHT_WITHDRAWN for who asked for it and got no file because
	 * they lost the right: that, and nothing of what it is of; NOT_FOUND
	 */
	@Transactional(readOnly = true)
	public View announced(UUID id, ActorId actor) {
		try {
			return byId(id, actor);
		}
		catch (Refusal refusal) {
			boolean withdrawn = this.jdbc
				.sql("select exists (select from campaign_export where id = ? and actor_id = ? and failure = ?)")
				.param(id)
				.param(actor.value())
				.param(ExportFailure.RIGHT_WITHDRAWN.name())
				.query(Boolean.class)
				.single();
			throw withdrawn ? new Refusal(Refusal.Kind.FORBIDDEN, "EXPORT_RIGHT_WITHDRAWN") : refusal;
		}
	}

	private View map(ResultSet row, int number) throws SQLException {
		Instant now = this.clock.instant();
		Timestamp expires = row.getTimestamp("expires_at");
		State state = State.valueOf(row.getString("state"));
		boolean over = expires != null && !expires.toInstant().isAfter(now);
		Instant requested = row.getTimestamp("requested_at").toInstant();
		String failure = row.getString("failure");
		UUID campaign = row.getObject("campaign_id", UUID.class);
		return new View(row.getObject("id", UUID.class), ExportSubject.valueOf(row.getString("subject")),
				(campaign != null) ? new CampaignId(campaign) : null, row.getObject("first_day", LocalDate.class),
				row.getObject("last_day", LocalDate.class), ExportFormat.valueOf(row.getString("format")),
				(state == State.READY && over) ? State.EXPIRED : state, row.getObject("rows", Integer.class),
				row.getObject("size", Long.class), requested, (expires != null) ? expires.toInstant() : null,
				state == State.RUNNING && requested.isBefore(now.minus(PATIENCE)),
				(failure != null) ? ExportFailure.valueOf(failure) : null);
	}

}
