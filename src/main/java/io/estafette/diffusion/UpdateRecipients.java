package io.estafette.diffusion;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.estafette.directory.Employee;
import io.estafette.directory.EmployeeId;
import io.estafette.directory.FindEmployees;
import io.estafette.organization.ActorId;
import io.estafette.organization.Emitter;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds recipients to a draft and removes them; only employees of its emitter can be
 * chosen (F2, F3).
 */
@Service
public class UpdateRecipients {

	/** Most matricules that one pasted list may hold. */
	public static final int MOST_MATRICULES = 20_000;

	private static final Pattern SEPARATORS = Pattern.compile("[\\s,;]+");

	/**
	 * A change of the recipients.
	 *
	 * @param matricules a pasted list, separated by blanks, commas, semicolons or new
	 * lines
	 * @param everybody adds all employees of the emitter
	 */
	public record Change(Collection<EmployeeId> add, Collection<EmployeeId> remove, String matricules,
			boolean everybody) {
	}

	/** The matricules of the pasted list that are nobody's at the emitter. */
	public record Result(List<String> notFound) {
	}

	private final DraftAccess access;

	private final FindEmployees findEmployees;

	private final JdbcClient jdbc;

	UpdateRecipients(DraftAccess access, FindEmployees findEmployees, JdbcClient jdbc) {
		this.access = access;
		this.findEmployees = findEmployees;
		this.jdbc = jdbc;
	}

	/** Applies the change: first what is added, then what is removed. Safe to repeat. */
	@Transactional
	public Result of(FreeDiffusionId id, ActorId actor, Change change) {
		Emitter emitter = this.access.emitter(this.access.draft(id, actor));
		List<String> wanted = SEPARATORS.splitAsStream(change.matricules())
			.filter((m) -> !m.isEmpty())
			.distinct()
			.toList();
		if (wanted.size() > MOST_MATRICULES) {
			throw new Refusal(Refusal.Kind.INVALID, "TOO_MANY_MATRICULES", MOST_MATRICULES);
		}
		List<Employee> listed = wanted.isEmpty() ? List.of()
				: this.findEmployees.byMatricules(emitter.node().id(), wanted);
		this.jdbc.sql("""
				insert into free_diffusion_recipient (diffusion_id, employee_id)
				select :diffusion, e.id from employee e
				where e.agency_id = :emitter and (:everybody or e.id = any(:add))
				on conflict do nothing
				""")
			.param("diffusion", id.value())
			.param("emitter", emitter.node().id().value())
			.param("everybody", change.everybody())
			.param("add", uuids(Stream.concat(change.add().stream(), listed.stream().map(Employee::id)).toList()))
			.update();
		this.jdbc.sql("delete from free_diffusion_recipient where diffusion_id = ? and employee_id = any(?)")
			.param(id.value())
			.param(uuids(change.remove()))
			.update();
		Set<String> found = new HashSet<>(listed.stream().map(Employee::matricule).toList());
		return new Result(wanted.stream().filter((matricule) -> !found.contains(matricule)).toList());
	}

	private static UUID[] uuids(Collection<EmployeeId> ids) {
		return ids.stream().map(EmployeeId::value).toArray(UUID[]::new);
	}

}
