package io.estafette.diffusion;

import java.util.List;

import io.estafette.directory.Employee;
import io.estafette.directory.SearchEmployees;
import io.estafette.organization.ActorId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Searches the employees of a draft's emitter (F3). */
@Service
public class SearchRecipients {

	private final DraftAccess access;

	private final SearchEmployees searchEmployees;

	SearchRecipients(DraftAccess access, SearchEmployees searchEmployees) {
		this.access = access;
		this.searchEmployees = searchEmployees;
	}

	/** At most {@code limit} employees by name, chosen already or not. */
	@Transactional
	public List<Employee> of(FreeDiffusionId id, ActorId actor, String query, int limit) {
		return this.searchEmployees.in(this.access.emitter(this.access.draft(id, actor)).node().id(), query, limit);
	}

}
