package io.estafette.payroll;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.estafette.delivery.DeliveryOrigin;
import io.estafette.delivery.DeliverySource;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.PrepareHandOver;
import io.estafette.directory.EmployeeId;
import io.estafette.document.DocumentId;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the employee whom a deposit is for, by matricule in the brand, and prepares the
 * hand-over with the payslip or contract in it (P4, P5). Unknown, it writes that the
 * deposit waits, and then looks again: whoever registers the employee in between sees a
 * deposit that waits, or is seen. Lines of one batch that waited for the same person come
 * along in the same hand-over: one mail for all of them (P3). Safe to repeat.
 */
@Service
public class IdentifyEmployee {

	private record Found(UUID deposit, UUID employee, UUID agency, UUID document, UUID system, DeliveryOrigin origin) {
	}

	private final PrepareHandOver prepareHandOver;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	IdentifyEmployee(PrepareHandOver prepareHandOver, JdbcClient jdbc, PlatformTransactionManager transactions) {
		this.prepareHandOver = prepareHandOver;
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** The hand-over; empty when nobody has the matricule. */
	public Optional<HandOverId> of(DepositId id) {
		Optional<HandOverId> known = look(id);
		if (known.isPresent()) {
			return known;
		}
		this.transaction.executeWithoutResult((status) -> this.jdbc
			.sql("update deposit set state = 'WAITING_FOR_EMPLOYEE' where id = ? and state = 'RECEIVED'")
			.param(id.value())
			.update());
		return look(id);
	}

	private Optional<HandOverId> look(DepositId id) {
		return Objects.requireNonNull(this.transaction.execute((status) -> identified(id)));
	}

	private Optional<HandOverId> identified(DepositId id) {
		List<Found> found = this.jdbc.sql("""
				update deposit d set employee_id = e.id, agency_id = coalesce(d.agency_id, e.agency_id),
				  executive = coalesce(d.executive, e.executive),
				  state = case d.state when 'WAITING_FOR_EMPLOYEE' then 'RECEIVED' else d.state end
				from employee e
				where d.id = any(:deposits) and (d.id = :id or d.state = 'WAITING_FOR_EMPLOYEE')
				and e.brand_id = d.brand_id and e.matricule = d.matricule
				returning d.id, e.id, d.agency_id, d.document_id, d.system_id, d.kind
				""")
			.param("deposits", together(id))
			.param("id", id.value())
			.query((row, number) -> new Found(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
					row.getObject(3, UUID.class), row.getObject(4, UUID.class), row.getObject(5, UUID.class),
					DeliveryOrigin.valueOf(row.getString(6))))
			.list();
		return found.stream()
			.filter((own) -> own.deposit().equals(id.value()))
			.findAny()
			.map((own) -> handedOverWithOthers(own).orElseGet(() -> prepared(own, found)));
	}

	/**
	 * The deposit, and what waits with it. Several are locked in one order: of two
	 * instances that go on with lines of one batch for one person, the second finds its
	 * own in the hand-over of the first.
	 */
	private UUID[] together(DepositId id) {
		List<UUID> all = this.jdbc.sql("""
				select cast(:id as uuid)
				union
				select w.id from deposit d join deposit w on w.batch_id = d.batch_id and w.brand_id = d.brand_id
				  and w.matricule = d.matricule and w.state = 'WAITING_FOR_EMPLOYEE'
				where d.id = :id
				""").param("id", id.value()).query(UUID.class).list();
		UUID[] ids = all.toArray(UUID[]::new);
		if (ids.length > 1) {
			this.jdbc.sql("select 1 from deposit where id = any(?) order by id for update")
				.param(ids)
				.query(Integer.class)
				.list();
		}
		return ids;
	}

	private Optional<HandOverId> handedOverWithOthers(Found own) {
		return this.jdbc
			.sql("select hand_over_id from delivery where source_id = ? and employee_id = ? and document_id = ?")
			.param(own.deposit())
			.param(own.employee())
			.param(own.document())
			.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
			.optional();
	}

	private HandOverId prepared(Found own, List<Found> all) {
		return this.prepareHandOver.of(new DeliverySource(DeliverySource.Kind.DEPOSIT, own.deposit()),
				new ActorId(own.system()), new NodeId(own.agency()), new EmployeeId(own.employee()),
				all.stream()
					.map((found) -> new PrepareHandOver.Line(found.origin(), found.deposit(),
							new DocumentId(found.document()), new ActorId(found.system()), new NodeId(found.agency()),
							1, found.deposit()))
					.toList());
	}

}
