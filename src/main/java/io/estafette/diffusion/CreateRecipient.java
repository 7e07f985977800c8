package io.estafette.diffusion;

import io.estafette.directory.CreateEmployee;
import io.estafette.directory.CreateEmployee.NewEmployee;
import io.estafette.directory.CreateEmployee.Outcome;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Creates an employee at a draft's emitter and chooses that person as a recipient (F4);
 * needs a DLx right there (O8).
 */
@Service
public class CreateRecipient {

	private final DraftAccess access;

	private final CreateEmployee createEmployee;

	private final JdbcClient jdbc;

	CreateRecipient(DraftAccess access, CreateEmployee createEmployee, JdbcClient jdbc) {
		this.access = access;
		this.createEmployee = createEmployee;
		this.jdbc = jdbc;
	}

	/**
	 * Creates the person, or says who has the matricule or the address already. An
	 * existing employee is offered only at the same emitter.
	 * @throws Refusal MATRICULE_ELSEWHERE when an employee of the brand who is not at the
	 * emitter has the matricule; else those of {@link CreateEmployee#at}
	 */
	@Transactional
	public Outcome of(FreeDiffusionId id, ActorId actor, NewEmployee person) {
		NodeId emitter = this.access.emitter(this.access.draft(id, actor)).node().id();
		Outcome outcome = this.createEmployee.at(emitter, person);
		if (outcome instanceof Outcome.MatriculeTaken taken && !taken.existing().agency().equals(emitter)) {
			throw new Refusal(Refusal.Kind.CONFLICT, "MATRICULE_ELSEWHERE", taken.existing().matricule());
		}
		if (outcome instanceof Outcome.Created created) {
			this.jdbc.sql("insert into free_diffusion_recipient (diffusion_id, employee_id) values (?, ?)")
				.param(id.value())
				.param(created.id().value())
				.update();
		}
		return outcome;
	}

}
