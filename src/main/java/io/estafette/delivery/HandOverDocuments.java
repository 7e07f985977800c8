package io.estafette.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.estafette.directory.EmployeeId;
import io.estafette.document.DocumentId;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import io.estafette.signature.RequestSignatures;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts the documents of hand-overs into their people's vaults, with the time (D1). Who
 * left the emitter of a free diffusion meanwhile is not served; the ledger says why. For
 * what is to be signed, the signatures are asked for. Safe to repeat.
 */
@Service
public class HandOverDocuments {

	private final JdbcClient jdbc;

	private final RequestSignatures requestSignatures;

	private final DeliveryMeters meters;

	private final Clock clock;

	HandOverDocuments(JdbcClient jdbc, RequestSignatures requestSignatures, DeliveryMeters meters, Clock clock) {
		this.jdbc = jdbc;
		this.requestSignatures = requestSignatures;
		this.meters = meters;
		this.clock = clock;
	}

	/**
	 * Serves these hand-overs; returns those that are now, or already were, in the vault.
	 */
	@Transactional
	public List<HandOverId> of(Collection<HandOverId> handOvers) {
		UUID[] ids = handOvers.stream().map(HandOverId::value).toArray(UUID[]::new);
		Timestamp now = Timestamp.from(this.clock.instant());
		int left = this.jdbc.sql("""
				update delivery set state = 'FAILED', reason = :reason
				where hand_over_id = any(:left) and state = 'PREPARING'
				""").param("reason", FailureReason.RECIPIENT_LEFT_EMITTER.name()).param("left", left(ids)).update();
		this.meters.failed(DeliveryOrigin.FREE_DIFFUSION, left);
		this.jdbc.sql("""
				with served as (
				  update delivery set state = 'HANDED_OVER', handed_over_at = :now
				  where hand_over_id = any(:ids) and state = 'PREPARING' returning origin)
				select origin, count(*) from served group by origin
				""").param("now", now).param("ids", ids).query((row) -> {
			this.meters.handedOver(DeliveryOrigin.valueOf(row.getString(1)), row.getLong(2));
		});
		this.jdbc
			.sql("""
					update hand_over set handed_over_at = :now
					where handed_over_at is null and id in (
					  select d.hand_over_id from delivery d where d.hand_over_id = any(:ids) and d.handed_over_at is not null)
					""")
			.param("now", now)
			.param("ids", ids)
			.update();
		this.requestSignatures.of(toSign(ids));
		return this.jdbc
			.sql("select id from hand_over where id = any(?) and handed_over_at is not null order by ordinal")
			.param(ids)
			.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
			.list();
	}

	/** Those whose person left the emitter. */
	private UUID[] left(UUID[] handOvers) {
		return this.jdbc.sql("""
				select h.id from hand_over h join employee e on e.id = h.employee_id
				where h.id = any(?) and h.source_kind = 'FREE_DIFFUSION' and e.agency_id <> h.node_id
				""").param(handOvers).query(UUID.class).list().toArray(UUID[]::new);
	}

	private List<RequestSignatures.Line> toSign(UUID[] handOvers) {
		return this.jdbc
			.sql("""
					select d.id, d.hand_over_id, d.employee_id, d.document_id, d.node_id, d.sender_id, d.origin = 'CAMPAIGN',
					  d.source_id
					from delivery d
					where d.hand_over_id = any(?) and d.type = 'TO_SIGN' and d.state in ('HANDED_OVER', 'NOTIFIED', 'OPENED')
					order by d.number
					""")
			.param(handOvers)
			.query((row, number) -> new RequestSignatures.Line(row.getObject(1, UUID.class),
					row.getObject(2, UUID.class), new EmployeeId(row.getObject(3, UUID.class)),
					new DocumentId(row.getObject(4, UUID.class)), new NodeId(row.getObject(5, UUID.class)),
					new ActorId(row.getObject(6, UUID.class)), row.getBoolean(7), row.getObject(8, UUID.class)))
			.list();
	}

}
