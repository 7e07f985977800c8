package io.estafette.signature;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.estafette.directory.AccountId;
import io.estafette.directory.EmployeeId;
import io.estafette.document.DocumentId;
import io.estafette.organization.ActorId;
import io.estafette.organization.DiffusionKind;
import io.estafette.organization.NodeId;
import io.estafette.platform.StoredTime;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of requests to sign. */
@Component
class SignatureRequests {

	record Row(UUID id, UUID handOver, EmployeeId employee, DocumentId document, NodeId node, ActorId sender,
			boolean campaign, UUID source, SignatureState state, Instant requestedAt, Instant expiresAt,
			@Nullable Instant decidedAt, @Nullable String reason, @Nullable String consent,
			@Nullable Instant remindedAt, @Nullable Long processInstanceKey) {

		DiffusionKind kind() {
			return this.campaign ? DiffusionKind.CAMPAIGN : DiffusionKind.FREE;
		}

		boolean isOpen(Instant now) {
			return this.state == SignatureState.REQUESTED && this.expiresAt.isAfter(now);
		}

	}

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	SignatureRequests(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	Optional<Row> find(UUID id) {
		return this.jdbc.sql("select * from signature_request where id = ?")
			.param(id)
			.query(SignatureRequests::map)
			.optional();
	}

	/** One that nobody else changes until the caller's transaction ends. */
	Optional<Row> lock(UUID id) {
		return this.jdbc.sql("select * from signature_request where id = ? for update")
			.param(id)
			.query(SignatureRequests::map)
			.optional();
	}

	/**
	 * All that came in the same hand-over, which nobody else changes until the caller's
	 * transaction ends. Always in the same order, so that nobody waits for one another.
	 */
	List<Row> lockWith(UUID id) {
		return this.jdbc.sql("""
				select * from signature_request
				where hand_over_id = (select hand_over_id from signature_request where id = ?) order by id for update
				""").param(id).query(SignatureRequests::map).list();
	}

	/** Several, in the same order too. */
	List<Row> lock(Collection<UUID> ids) {
		return this.jdbc.sql("select * from signature_request where id = any(?) order by id for update")
			.param(ids.toArray(UUID[]::new))
			.query(SignatureRequests::map)
			.list();
	}

	/** Those of a hand-over that lie in this vault. */
	List<Row> ofHandOver(UUID handOver, AccountId account) {
		return this.jdbc.sql("""
				select s.* from signature_request s join employee e on e.id = s.employee_id
				where s.hand_over_id = ? and e.account_id = ? order by s.requested_at, s.id
				""").param(handOver).param(account.value()).query(SignatureRequests::map).list();
	}

	/** If it lies in this vault. */
	Optional<Row> of(UUID id, AccountId account) {
		return this.jdbc.sql("""
				select s.* from signature_request s join employee e on e.id = s.employee_id
				where s.id = ? and e.account_id = ?
				""").param(id).param(account.value()).query(SignatureRequests::map).optional();
	}

	/** Notes a decision and publishes it. */
	void decide(Row row, SignatureState state, Instant at, @Nullable String reason, @Nullable String consent) {
		this.jdbc.sql("""
				update signature_request set state = :state, decided_at = :at, reason = :reason, consent = :consent
				where id = :id
				""")
			.param("state", state.name())
			.param("at", Timestamp.from(at))
			.param("reason", reason)
			.param("consent", consent)
			.param("id", row.id())
			.update();
		this.events.publishEvent(new SignatureChanged(row.id(), state, at));
	}

	private static Row map(ResultSet row, int number) throws SQLException {
		return new Row(row.getObject("id", UUID.class), row.getObject("hand_over_id", UUID.class),
				new EmployeeId(row.getObject("employee_id", UUID.class)),
				new DocumentId(row.getObject("document_id", UUID.class)),
				new NodeId(row.getObject("node_id", UUID.class)), new ActorId(row.getObject("sender_id", UUID.class)),
				row.getBoolean("campaign"), row.getObject("source_id", UUID.class),
				SignatureState.valueOf(row.getString("state")), row.getTimestamp("requested_at").toInstant(),
				row.getTimestamp("expires_at").toInstant(), StoredTime.of(row, "decided_at"), row.getString("reason"),
				row.getString("consent"), StoredTime.of(row, "reminded_at"),
				row.getObject("process_instance_key", Long.class));
	}

}
