package io.estafette.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/**
 * A campaign and its lifecycle (C10): what may happen to it in which state, and from when
 * until when it serves (C6, C8, C17).
 */
@Entity
@Table(name = "campaign")
class Campaign {

	static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	/** "Without an end" in the database, where it stands for infinity. */
	private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

	@Id
	private UUID id;

	@Column
	private UUID brandId;

	@Column
	private UUID targetId;

	@Column
	private UUID authorId;

	@Enumerated(EnumType.STRING)
	private CampaignOrigin origin;

	@Enumerated(EnumType.STRING)
	private CampaignState state;

	private @Nullable String name;

	@Enumerated(EnumType.STRING)
	private CampaignKind kind;

	private boolean onPayslip;

	private boolean onContract;

	@Enumerated(EnumType.STRING)
	private ExecutiveFilter executives;

	private boolean retroactive;

	private @Nullable LocalDate retroactiveSince;

	private @Nullable LocalDate startDate;

	private @Nullable LocalDate endDate;

	@Column
	private UUID[] leaveOut;

	private @Nullable UUID launchedBy;

	private @Nullable Instant launchedAt;

	private @Nullable Instant servesFrom;

	private @Nullable Instant servesUntil;

	private @Nullable Instant readyAt;

	private @Nullable Instant activatedAt;

	private @Nullable Instant caughtUpAt;

	private @Nullable Instant closedAt;

	private @Nullable UUID closedBy;

	private @Nullable Long processInstanceKey;

	private @Nullable Long draftedIn;

	@Column
	private Instant createdAt;

	@Column
	private Instant changedAt;

	private int launches;

	@Version
	private int version;

	@SuppressWarnings("NullAway.Init")
	protected Campaign() {
	}

	Campaign(CampaignId id, NodeId brand, ActorId author, CampaignOrigin origin, CampaignSettings settings,
			Instant now) {
		this.id = id.value();
		this.brandId = brand.value();
		this.authorId = author.value();
		this.origin = origin;
		this.state = CampaignState.DRAFT;
		this.createdAt = now;
		this.leaveOut = new UUID[0];
		this.targetId = settings.target().value();
		this.kind = settings.kind();
		this.executives = settings.executives();
		this.changedAt = now;
		configure(settings, now);
	}

	/** Everything but the client companies, which are rows of their own. */
	final void configure(CampaignSettings settings, Instant now) {
		this.targetId = settings.target().value();
		this.name = settings.name();
		this.kind = settings.kind();
		this.onPayslip = settings.triggers().contains(PayrollDocument.PAYSLIP);
		this.onContract = settings.triggers().contains(PayrollDocument.CONTRACT);
		this.executives = settings.executives();
		this.retroactive = settings.retroactive();
		this.retroactiveSince = settings.retroactiveSince();
		this.startDate = settings.startDate();
		this.endDate = settings.endDate();
		this.changedAt = now;
	}

	CampaignId id() {
		return new CampaignId(this.id);
	}

	NodeId brand() {
		return new NodeId(this.brandId);
	}

	NodeId target() {
		return new NodeId(this.targetId);
	}

	CampaignState state() {
		return this.state;
	}

	CampaignOrigin origin() {
		return this.origin;
	}

	@Nullable String name() {
		return this.name;
	}

	Set<PayrollDocument> triggers() {
		Set<PayrollDocument> triggers = EnumSet.noneOf(PayrollDocument.class);
		if (this.onPayslip) {
			triggers.add(PayrollDocument.PAYSLIP);
		}
		if (this.onContract) {
			triggers.add(PayrollDocument.CONTRACT);
		}
		return triggers;
	}

	ExecutiveFilter executives() {
		return this.executives;
	}

	/**
	 * Whether deposits from before the launch are served, from a day still to be chosen.
	 */
	boolean isRetroactive() {
		return this.retroactive;
	}

	@Nullable LocalDate retroactiveSince() {
		return this.retroactiveSince;
	}

	@Nullable LocalDate startDate() {
		return this.startDate;
	}

	@Nullable LocalDate endDate() {
		return this.endDate;
	}

	/** Whether this is the draft that somebody began, and still is one. */
	boolean isDraftOf(ActorId author) {
		return this.state == CampaignState.DRAFT && this.authorId.equals(author.value());
	}

	/** Whether people whom another campaign served are not served again (C11). */
	boolean leavesOut() {
		return this.leaveOut.length > 0;
	}

	int launches() {
		return this.launches;
	}

	/** Launched, and nobody is served yet because its documents are not ready. */
	boolean lacksReady() {
		return this.launchedAt != null && this.readyAt == null;
	}

	/** Settings with the client companies that are kept beside. */
	CampaignSettings settings(Set<UUID> clientCompanies) {
		return new CampaignSettings(target(), this.name, this.kind, triggers(), this.executives, clientCompanies,
				this.retroactive, this.retroactiveSince, this.startDate, this.endDate);
	}

	/** Begun in Tasklist, by this process instance. */
	void draftedIn(long instance) {
		this.draftedIn = instance;
	}

	/**
	 * One process instance looks after a campaign; false when another one already does.
	 */
	boolean claim(long instance) {
		if (this.processInstanceKey == null) {
			this.processInstanceKey = instance;
		}
		return this.processInstanceKey == instance;
	}

	/**
	 * Launched, after every check: scheduled, or active where its first day has come. It
	 * serves deposits from its first day on, but none from before the launch, unless it
	 * is retroactive (C6).
	 */
	void launch(ActorId actor, Instant now) {
		LocalDate start = Objects.requireNonNull(this.startDate);
		Instant first = start.atStartOfDay(PARIS).toInstant();
		Instant earliest = first.isAfter(now) ? first : now;
		this.state = first.isAfter(now) ? CampaignState.SCHEDULED : CampaignState.ACTIVE;
		this.activatedAt = first.isAfter(now) ? null : now;
		this.launchedBy = actor.value();
		this.launchedAt = now;
		this.servesFrom = (this.retroactiveSince != null) ? this.retroactiveSince.atStartOfDay(PARIS).toInstant()
				: earliest;
		this.servesUntil = (this.endDate != null) ? this.endDate.plusDays(1).atStartOfDay(PARIS).toInstant() : NEVER;
		this.launches++;
		this.changedAt = now;
	}

	/** Its documents can be handed over from now on. */
	void ready(Instant now) {
		if (lacksReady()) {
			this.readyAt = now;
		}
	}

	/** Back to draft, while its first day has not come (C10). */
	void unschedule(Instant now) {
		this.state = CampaignState.DRAFT;
		this.launchedBy = null;
		this.launchedAt = null;
		this.servesFrom = null;
		this.servesUntil = null;
		this.readyAt = null;
		this.changedAt = now;
	}

	/** Whether its first day has come. */
	boolean isDue(Instant now) {
		return this.startDate != null && !this.startDate.atStartOfDay(PARIS).toInstant().isAfter(now);
	}

	Instant startsAt() {
		return Objects.requireNonNull(this.startDate).atStartOfDay(PARIS).toInstant();
	}

	/** When it closes by itself; null when somebody must close it (C8). */
	@Nullable Instant endsAt() {
		return (this.endDate != null) ? this.endDate.plusDays(1).atStartOfDay(PARIS).toInstant() : null;
	}

	/**
	 * Its first day has come; false when somebody took it back or closed it meanwhile.
	 */
	boolean activate(Instant now) {
		if (this.state == CampaignState.SCHEDULED && isDue(now)) {
			this.state = CampaignState.ACTIVE;
			this.activatedAt = now;
			this.changedAt = now;
		}
		return this.state == CampaignState.ACTIVE || this.state == CampaignState.CLOSED;
	}

	@Nullable Instant activatedAt() {
		return this.activatedAt;
	}

	/** Whether that is news. */
	boolean caughtUp(Instant now) {
		if (this.caughtUpAt != null) {
			return false;
		}
		this.caughtUpAt = now;
		return true;
	}

	/** Closed by somebody: from now on it serves nobody. */
	void close(ActorId actor, Instant now) {
		this.closedBy = actor.value();
		close(now);
	}

	/** Closed by its end date, unless it is closed already. */
	void closeByEndDate(Instant now) {
		if (this.state == CampaignState.ACTIVE) {
			close(now);
		}
	}

	private void close(Instant now) {
		this.state = CampaignState.CLOSED;
		this.closedAt = now;
		this.changedAt = now;
	}

	/** Whether somebody closed it, so that it serves nobody any more, at once. */
	boolean isClosedByHand() {
		return this.closedBy != null;
	}

	void delete(Instant now) {
		this.state = CampaignState.DELETED;
		this.changedAt = now;
	}

	/**
	 * A new draft with everything but the dates (C11).
	 * @param leaveOutServed whether people served by this one are left out, and those
	 * whom it left out itself
	 */
	Campaign duplicate(CampaignId copyId, ActorId author, CampaignOrigin origin, boolean leaveOutServed,
			Set<UUID> clientCompanies, @Nullable String newName, Instant now) {
		CampaignSettings copied = new CampaignSettings(target(), newName, this.kind, triggers(), this.executives,
				clientCompanies, this.retroactive, null, null, null);
		Campaign copy = new Campaign(copyId, brand(), author, origin, copied, now);
		if (leaveOutServed) {
			copy.leaveOut = Arrays.copyOf(this.leaveOut, this.leaveOut.length + 1);
			copy.leaveOut[this.leaveOut.length] = this.id;
		}
		return copy;
	}

}
