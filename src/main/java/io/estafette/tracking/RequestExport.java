package io.estafette.tracking;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignState;
import io.estafette.campaign.FindCampaign;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks for a file of who received what between two days: of a campaign (C15), or of what
 * somebody sees in the lists of documents and of deposits.
 */
@Service
public class RequestExport {

	private static final int MOST_AT_A_TIME = 5;

	private static final int LONGEST_YEARS = 10;

	private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

	private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

	/** One that stands still for longer is looked after by operators. */
	private static final Duration COUNTED = Duration.ofDays(1);

	private final FindCampaign findCampaign;

	private final ExportAccess access;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	RequestExport(FindCampaign findCampaign, ExportAccess access, JdbcClient jdbc, ApplicationEventPublisher events,
			Clock clock) {
		this.findCampaign = findCampaign;
		this.access = access;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Asks for a file of what a campaign handed over; a mail tells when it is ready.
	 * @param first day of delivery, in Paris
	 * @param last day of delivery, inclusive
	 * @return the number of the export
	 * @throws Refusal NOT_FOUND for campaigns of others, EXPORT_DATES_MISSING,
	 * EXPORT_DATES_REVERSED, EXPORT_DATES_TOO_FAR, EXPORT_OF_DRAFT or TOO_MANY_EXPORTS
	 */
	@Transactional
	public UUID of(CampaignId campaign, ActorId actor, @Nullable LocalDate first, @Nullable LocalDate last,
			ExportFormat format) {
		if (this.findCampaign.of(campaign, actor).state() == CampaignState.DRAFT) {
			throw new Refusal(Refusal.Kind.CONFLICT, "EXPORT_OF_DRAFT");
		}
		return ask(ExportSubject.CAMPAIGN, campaign.value(), null, actor, first, last, format);
	}

	/**
	 * The same of what somebody sees in a list now: sends by their date, deposits by that
	 * of their reception.
	 * @throws Refusal NOT_FOUND for who does not see the list, and as above
	 */
	@Transactional
	public UUID of(ExportSubject list, ActorId actor, @Nullable LocalDate first, @Nullable LocalDate last,
			ExportFormat format) {
		return ask(list, null, this.access.nodes(list, actor), actor, first, last, format);
	}

	private UUID ask(ExportSubject subject, @Nullable UUID campaign, UUID @Nullable [] nodes, ActorId actor,
			@Nullable LocalDate first, @Nullable LocalDate last, ExportFormat format) {
		if (first == null || last == null) {
			throw new Refusal(Refusal.Kind.INVALID, "EXPORT_DATES_MISSING");
		}
		if (last.isBefore(first)) {
			throw new Refusal(Refusal.Kind.INVALID, "EXPORT_DATES_REVERSED");
		}
		if (first.isBefore(EARLIEST) || last.isAfter(LATEST) || last.isAfter(first.plusYears(LONGEST_YEARS))) {
			throw new Refusal(Refusal.Kind.INVALID, "EXPORT_DATES_TOO_FAR", LONGEST_YEARS);
		}
		Instant now = this.clock.instant();
		int running = this.jdbc
			.sql("select count(*) from campaign_export where actor_id = ? and state = 'RUNNING' and requested_at > ?")
			.param(actor.value())
			.param(Timestamp.from(now.minus(COUNTED)))
			.query(Integer.class)
			.single();
		if (running >= MOST_AT_A_TIME) {
			throw new Refusal(Refusal.Kind.TOO_MANY, "TOO_MANY_EXPORTS", MOST_AT_A_TIME);
		}
		UUID id = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into campaign_export (id, subject, campaign_id, nodes, actor_id, first_day, last_day, format, state,
					  requested_at)
					values (:id, :subject, cast(:campaign as uuid), cast(:nodes as uuid[]), :actor, :first, :last, :format,
					  'RUNNING', :now)
					""")
			.param("id", id)
			.param("subject", subject.name())
			.param("campaign", campaign)
			.param("nodes", nodes)
			.param("actor", actor.value())
			.param("first", first)
			.param("last", last)
			.param("format", format.name())
			.param("now", Timestamp.from(now))
			.update();
		this.events.publishEvent(new ExportRequested(id));
		return id;
	}

}
