package io.estafette.directory;

import java.util.Locale;

import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Corrects an employee's mail address and agency. The matricule never changes; names come
 * from payroll.
 */
@Service
public class ChangeEmployee {

	private final FindEmployeeCard findCard;

	private final JdbcClient jdbc;

	ChangeEmployee(FindEmployeeCard findCard, JdbcClient jdbc) {
		this.findCard = findCard;
		this.jdbc = jdbc;
	}

	/**
	 * Changes them, with a DLx right on the agency they leave and the one they come to.
	 * @param emailConfirmed that the address is right although another matricule has it
	 * @throws Refusal NOT_FOUND, EMPLOYEE_NOT_CHANGEABLE, EMAIL_INVALID or EMAIL_SHARED
	 */
	@Transactional
	public void of(ActorId actor, EmployeeId id, String email, boolean emailConfirmed, NodeId agency) {
		FindEmployeeCard.Card card = this.findCard.of(actor, id);
		if (!card.isChangeable()) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "EMPLOYEE_NOT_CHANGEABLE");
		}
		if (card.places().stream().noneMatch((place) -> place.id().equals(agency))) {
			throw Refusal.notFound();
		}
		String address = CreateEmployee.email(email);
		boolean changed = !address.equalsIgnoreCase(card.employee().email());
		if (changed && !emailConfirmed) {
			this.jdbc.sql("""
					select matricule from employee where brand_id = ? and lower(email) = ? and id <> ?
					order by matricule limit 1
					""")
				.param(card.employee().brand().value())
				.param(address.toLowerCase(Locale.ROOT))
				.param(id.value())
				.query(String.class)
				.optional()
				.ifPresent((other) -> {
					throw new Refusal(Refusal.Kind.CONFLICT, "EMAIL_SHARED", other);
				});
		}
		this.jdbc.sql("update employee set email = ?, agency_id = ? where id = ?")
			.param(address)
			.param(agency.value())
			.param(id.value())
			.update();
	}

}
