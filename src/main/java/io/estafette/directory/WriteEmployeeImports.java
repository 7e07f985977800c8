package io.estafette.directory;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes confirmed imports of employees, chunk by chunk: each chunk and how far the
 * import is are committed together, so that a crash loses nothing and repeats nothing.
 */
@Service
public class WriteEmployeeImports {

	/** What would become, or becomes, of the lines that are not refused. */
	static final String PLAN = """
			update employee_import_line l set outcome = case
			  when e.id is null then 'CREATED'
			  when (e.last_name, e.first_name, e.email, e.agency_id, e.executive, e.language)
			    is distinct from (l.last_name, l.first_name, l.email, n.id, coalesce(l.executive, e.executive),
			      coalesce(l.language, e.language)) then 'UPDATED'
			  else 'UNCHANGED' end
			from employee_import_line o
			join node n on n.brand_id = :brand and n.code = o.agency
			left join employee e on e.brand_id = :brand and e.matricule = o.matricule
			where o.import_id = :id and l.import_id = o.import_id and l.number = o.number
			and (o.outcome is null or o.outcome <> 'REFUSED') %s
			""";

	private static final String CHUNK = " and o.number > :from and o.number <= :to";

	private static final int CHUNK_SIZE = 1_000;

	private record Running(UUID id, UUID brand, int written) {
	}

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	WriteEmployeeImports(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Goes on until nothing is left to write. */
	@Scheduled(fixedDelayString = "PT2S")
	public void now() {
		while (Boolean.TRUE.equals(this.transaction.execute((status) -> writeChunk()))) {
			// The next chunk.
		}
	}

	private boolean writeChunk() {
		Optional<Running> running = this.jdbc.sql("""
				select id, brand_id, written from employee_import where state = 'RUNNING'
				order by confirmed_at limit 1 for update skip locked
				""")
			.query((row, number) -> new Running(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
					row.getInt(3)))
			.optional();
		running.ifPresent(this::writeChunk);
		return running.isPresent();
	}

	private void writeChunk(Running running) {
		int from = Math.max(running.written(), 1);
		int to = from + CHUNK_SIZE;
		this.jdbc.sql(PLAN.formatted(CHUNK))
			.param("id", running.id())
			.param("brand", running.brand())
			.param("from", from)
			.param("to", to)
			.update();
		this.jdbc
			.sql("""
					insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, executive, language,
					  created_at)
					select gen_random_uuid(), n.brand_id, n.id, l.matricule, l.last_name, l.first_name, l.email,
					  coalesce(l.executive, false), coalesce(l.language, 'fr'), :now
					from employee_import_line l join node n on n.brand_id = :brand and n.code = l.agency
					where l.import_id = :id and l.number > :from and l.number <= :to and l.outcome in ('CREATED', 'UPDATED')
					on conflict (brand_id, matricule) do update set agency_id = excluded.agency_id,
					  last_name = excluded.last_name, first_name = excluded.first_name, email = excluded.email,
					  executive = coalesce((select l.executive from employee_import_line l
					    where l.import_id = :id and l.matricule = excluded.matricule and l.outcome = 'UPDATED'), employee.executive),
					  language = coalesce((select l.language from employee_import_line l
					    where l.import_id = :id and l.matricule = excluded.matricule and l.outcome = 'UPDATED'), employee.language)
					""")
			.param("id", running.id())
			.param("brand", running.brand())
			.param("from", from)
			.param("to", to)
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		boolean last = this.jdbc.sql("select count(*) from employee_import_line where import_id = ? and number > ?")
			.param(running.id())
			.param(to)
			.query(Integer.class)
			.single() == 0;
		this.jdbc.sql("""
				update employee_import set written = :to, state = case when :last then 'DONE' else state end,
				  ended_at = case when :last then cast(:now as timestamptz) end
				where id = :id
				""")
			.param("to", to)
			.param("last", last)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("id", running.id())
			.update();
	}

}
