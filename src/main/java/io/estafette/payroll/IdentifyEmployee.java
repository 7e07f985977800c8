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
 * deposit that waits, or is seen. Safe to repeat.
 */
@Service
public class IdentifyEmployee {

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
		record Found(UUID employee, UUID agency, UUID document, UUID system, DeliveryOrigin origin) {
		}
		return this.jdbc.sql("""
				update deposit d set employee_id = e.id, agency_id = coalesce(d.agency_id, e.agency_id),
				  executive = coalesce(d.executive, e.executive),
				  state = case d.state when 'WAITING_FOR_EMPLOYEE' then 'RECEIVED' else d.state end
				from employee e
				where d.id = ? and e.brand_id = d.brand_id and e.matricule = d.matricule
				returning e.id, d.agency_id, d.document_id, d.system_id, d.kind
				""")
			.param(id.value())
			.query((row, number) -> new Found(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
					row.getObject(3, UUID.class), row.getObject(4, UUID.class),
					DeliveryOrigin.valueOf(row.getString(5))))
			.optional()
			.map((found) -> this.prepareHandOver.of(new DeliverySource(DeliverySource.Kind.DEPOSIT, id.value()),
					new ActorId(found.system()), new NodeId(found.agency()), new EmployeeId(found.employee()),
					List.of(new PrepareHandOver.Line(found.origin(), id.value(), new DocumentId(found.document()),
							new ActorId(found.system()), 1, id.value()))));
	}

}
