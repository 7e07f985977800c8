package io.estafette.diffusion;

import java.time.Instant;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A free diffusion: who sends in whose name, and how far it is. */
@Entity
@Table(name = "free_diffusion")
class FreeDiffusion {

	@Id
	private UUID id;

	@Column
	private UUID senderId;

	private @Nullable UUID emitterId;

	@Enumerated(EnumType.STRING)
	private FreeDiffusionOrigin origin;

	@Enumerated(EnumType.STRING)
	private FreeDiffusionState state;

	private @Nullable String refusal;

	private @Nullable Long processInstanceKey;

	@Column
	private Instant createdAt;

	private @Nullable Instant sentAt;

	private @Nullable Instant endedAt;

	private int attempt;

	private @Nullable UUID retriedBy;

	private @Nullable Instant retriedAt;

	@Version
	private int version;

	@SuppressWarnings("NullAway.Init")
	protected FreeDiffusion() {
	}

	FreeDiffusion(ActorId sender, FreeDiffusionOrigin origin, Instant now) {
		this.id = UUID.randomUUID();
		this.senderId = sender.value();
		this.origin = origin;
		this.state = FreeDiffusionState.DRAFT;
		this.createdAt = now;
	}

	FreeDiffusionId id() {
		return new FreeDiffusionId(this.id);
	}

	ActorId sender() {
		return new ActorId(this.senderId);
	}

	/** Whose rights count: the sender's, or those of who asked for the latest retry. */
	ActorId responsible() {
		return (this.retriedBy != null) ? new ActorId(this.retriedBy) : sender();
	}

	/** 0 for the send itself, 1 for the first retry of what failed. */
	int attempt() {
		return this.attempt;
	}

	@Nullable NodeId emitter() {
		return (this.emitterId != null) ? new NodeId(this.emitterId) : null;
	}

	FreeDiffusionOrigin origin() {
		return this.origin;
	}

	FreeDiffusionState state() {
		return this.state;
	}

	@Nullable String refusal() {
		return this.refusal;
	}

	@Nullable Long processInstanceKey() {
		return this.processInstanceKey;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	@Nullable Instant sentAt() {
		return this.sentAt;
	}

	/** Since when it is under way: sent, or tried again. */
	@Nullable Instant runningSince() {
		return (this.retriedAt != null) ? this.retriedAt : this.sentAt;
	}

	/** Whether it ever left, and so exists for others than its author. */
	boolean wasSent() {
		return this.state != FreeDiffusionState.DRAFT && this.state != FreeDiffusionState.ABANDONED;
	}

	boolean isDraft() {
		return this.state == FreeDiffusionState.DRAFT;
	}

	/**
	 * One process instance looks after a free diffusion; false when another one already
	 * does.
	 */
	boolean claim(long instance) {
		if (this.processInstanceKey == null) {
			this.processInstanceKey = instance;
		}
		return this.processInstanceKey == instance;
	}

	void chooseEmitter(NodeId emitter) {
		this.emitterId = emitter.value();
	}

	void send(Instant now) {
		this.state = FreeDiffusionState.RUNNING;
		this.sentAt = now;
	}

	/** What failed is tried again, by a process instance of its own. */
	void retry(ActorId actor, Instant now) {
		this.state = FreeDiffusionState.RUNNING;
		this.attempt++;
		this.retriedBy = actor.value();
		this.retriedAt = now;
		this.endedAt = null;
		this.processInstanceKey = null;
	}

	void refuse(String refusal, Instant now) {
		this.refusal = refusal;
		end(FreeDiffusionState.REFUSED, now);
	}

	void abandon(Instant now) {
		end(FreeDiffusionState.ABANDONED, now);
	}

	void complete(boolean withFailures, Instant now) {
		end(withFailures ? FreeDiffusionState.COMPLETED_WITH_FAILURES : FreeDiffusionState.COMPLETED, now);
	}

	private void end(FreeDiffusionState state, Instant now) {
		this.state = state;
		this.endedAt = now;
	}

}
