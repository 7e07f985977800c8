package io.estafette.delivery;

import java.util.List;
import java.util.UUID;

import io.estafette.directory.Employee;
import io.estafette.directory.EmployeeId;
import io.estafette.directory.FindEmployeeCard;
import io.estafette.directory.FindInvitation;
import io.estafette.notification.RepeatMail;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends the latest mail once more to an employee who has no vault yet, with a new link to
 * create it (F4): nobody is invited before something was handed over to them.
 */
@Service
public class RepeatInvitation {

	private final FindEmployeeCard findCard;

	private final FindInvitation findInvitation;

	private final FindRepeatableMails findRepeatable;

	private final RepeatMail repeatMail;

	private final JdbcClient jdbc;

	RepeatInvitation(FindEmployeeCard findCard, FindInvitation findInvitation, FindRepeatableMails findRepeatable,
			RepeatMail repeatMail, JdbcClient jdbc) {
		this.findCard = findCard;
		this.findInvitation = findInvitation;
		this.findRepeatable = findRepeatable;
		this.repeatMail = repeatMail;
		this.jdbc = jdbc;
	}

	/**
	 * Because an HR user asks for it who holds a DLx right on the employee's agency, or
	 * whose hand-over it was: then with the latest of theirs.
	 * @throws Refusal NOT_FOUND for whom the actor may not see (O8),
	 * EMPLOYEE_NOT_CHANGEABLE without the right, HAS_VAULT, NOTHING_HANDED_OVER,
	 * MAIL_WAITING or MAIL_JUST_SENT
	 */
	@Transactional
	public void of(ActorId actor, EmployeeId employee) {
		FindEmployeeCard.Card card = this.findCard.of(actor, employee);
		HandOverId latest = this.findRepeatable.latest(actor, List.of(employee)).get(employee);
		if (latest == null && !card.isChangeable()) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "EMPLOYEE_NOT_CHANGEABLE");
		}
		repeat(card.employee(), (latest != null) ? latest.value() : null);
	}

	/**
	 * Because the employee asks for it with a link that has expired.
	 * @throws Refusal LINK_NOT_USABLE when it is no such link, HAS_VAULT, MAIL_WAITING or
	 * MAIL_JUST_SENT
	 */
	@Transactional
	public void of(String expiredToken) {
		Employee employee = this.findInvitation.expired(expiredToken)
			.orElseThrow(() -> new Refusal(Refusal.Kind.CONFLICT, "LINK_NOT_USABLE"));
		repeat(employee, this.jdbc.sql("""
				select hand_over_id from delivery where employee_id = ? and handed_over_at is not null
				order by handed_over_at desc, id limit 1
				""").param(employee.id().value()).query(UUID.class).optional().orElse(null));
	}

	private void repeat(Employee employee, @Nullable UUID handOver) {
		if (employee.hasAccount()) {
			throw new Refusal(Refusal.Kind.CONFLICT, "HAS_VAULT");
		}
		if (handOver == null) {
			throw new Refusal(Refusal.Kind.CONFLICT, "NOTHING_HANDED_OVER");
		}
		this.repeatMail.of(handOver);
	}

}
