package io.estafette.directory;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Creates an employee by hand (F4), whoever asks: check rights first. Nobody is invited
 * to open an account by this: the link comes with the first documents.
 */
@Service
public class CreateEmployee {

	static final Pattern MATRICULE = Pattern.compile("[A-Za-z0-9._/-]{1,30}");

	static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{M}'’ .-]{0,79}");

	static final Pattern EMAIL = Pattern
		.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,63}");

	static final int LONGEST_EMAIL = 254;

	/**
	 * Who is to be created.
	 *
	 * @param matricule identifies the employee in the brand
	 * @param emailConfirmed that the address is right although another matricule has it
	 */
	public record NewEmployee(String lastName, String firstName, String matricule, String email,
			boolean emailConfirmed) {
	}

	/** What came of it. */
	public sealed interface Outcome {

		/** There is a new employee, who can be chosen at once. */
		record Created(EmployeeId id) implements Outcome {
		}

		/**
		 * Nobody was created: the matricule is this employee's, who is offered instead.
		 */
		record MatriculeTaken(Employee existing) implements Outcome {
		}

		/** Nobody was created: another matricule has the address; to be confirmed. */
		record EmailTaken(String matricule) implements Outcome {
		}

	}

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	CreateEmployee(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Creates the employee at this agency or establishment.
	 * @throws Refusal LAST_NAME_INVALID, FIRST_NAME_INVALID, MATRICULE_INVALID or
	 * EMAIL_INVALID
	 */
	@Transactional
	public Outcome at(NodeId agency, NewEmployee person) {
		String lastName = matching(NAME, person.lastName(), "LAST_NAME_INVALID");
		String firstName = matching(NAME, person.firstName(), "FIRST_NAME_INVALID");
		String matricule = matching(MATRICULE, person.matricule(), "MATRICULE_INVALID");
		String email = email(person.email());
		Optional<Employee> existing = withMatricule(agency, matricule);
		if (existing.isPresent()) {
			return new Outcome.MatriculeTaken(existing.get());
		}
		if (!person.emailConfirmed()) {
			Optional<String> other = matriculeWithEmail(agency, email);
			if (other.isPresent()) {
				return new Outcome.EmailTaken(other.get());
			}
		}
		EmployeeId id = new EmployeeId(UUID.randomUUID());
		int created = this.jdbc.sql("""
				insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, created_at)
				select :id, brand_id, id, :matricule, :lastName, :firstName, :email, :now
				from node where id = :agency
				on conflict (brand_id, matricule) do nothing
				""")
			.param("id", id.value())
			.param("matricule", matricule)
			.param("lastName", lastName)
			.param("firstName", firstName)
			.param("email", email)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("agency", agency.value())
			.update();
		if (created == 0) {
			return new Outcome.MatriculeTaken(withMatricule(agency, matricule).orElseThrow());
		}
		this.events.publishEvent(new EmployeesRegistered(List.of(id.value())));
		return new Outcome.Created(id);
	}

	/** In the whole brand, however the letters were typed. */
	private Optional<Employee> withMatricule(NodeId agency, String matricule) {
		return this.jdbc.sql(EmployeeRows.SELECT + """
				where e.brand_id = (select brand_id from node where id = :agency)
				and e.matricule in (:exact, upper(:exact), lower(:exact))
				order by e.matricule = :exact desc limit 1
				""").param("agency", agency.value()).param("exact", matricule).query(EmployeeRows::map).optional();
	}

	private Optional<String> matriculeWithEmail(NodeId agency, String email) {
		return this.jdbc.sql("""
				select matricule from employee
				where lower(email) = :email and brand_id = (select brand_id from node where id = :agency)
				order by created_at, matricule limit 1
				""")
			.param("agency", agency.value())
			.param("email", email.toLowerCase(Locale.ROOT))
			.query(String.class)
			.optional();
	}

	static String email(String text) {
		String email = matching(EMAIL, text, "EMAIL_INVALID");
		if (email.length() > LONGEST_EMAIL) {
			throw new Refusal(Refusal.Kind.INVALID, "EMAIL_INVALID");
		}
		return email;
	}

	private static String matching(Pattern pattern, String text, String problem) {
		String stripped = text.strip();
		if (!pattern.matcher(stripped).matches()) {
			throw new Refusal(Refusal.Kind.INVALID, problem);
		}
		return stripped;
	}

}
