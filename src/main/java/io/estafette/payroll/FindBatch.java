package io.estafette.payroll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.estafette.organization.Actor;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A batch with its counts and the report of its lines, for the system that made it and
 * for those with any right on the brand itself (O8). Never its content.
 */
@Service
public class FindBatch {

	/** How many lines one call gives. */
	public static final int LINES = 1_000;

	private static final int LATEST = 20;

	/**
	 * A batch.
	 *
	 * @param lines of the manifest
	 * @param accepted lines that are deposits now; so with the others
	 * @param people who get something from it, as far as it is known
	 * @param served people whose documents are in their vaults
	 */
	public record View(BatchId id, BatchState state, String fileName, String system, Instant receivedAt,
			@Nullable Instant completedAt, int lines, int accepted, int duplicates, int waiting, int refused,
			int people, int served) {

		/** How many lines have their outcome. */
		public int judged() {
			return this.accepted + this.duplicates + this.waiting + this.refused;
		}

	}

	/**
	 * A line of the report.
	 *
	 * @param reason the code of why it is refused
	 */
	public record Line(int number, String externalId, String matricule, LineOutcome outcome, @Nullable String reason) {
	}

	private static final String VISIBLE = """
			join brand_option o on o.brand_id = b.brand_id and o.option = 'DIFFUSION_SERVICE'
			where (cast(:brand as uuid) is null or b.brand_id = :brand)
			and (b.system_id = :actor or exists (
			  select 1 from access_right r where r.node_id = b.brand_id and r.actor_id = :actor))
			""";

	private static final String COUNTS = """
			select b.*, s.name as system_name, c.*, p.*
			from (select b.* from deposit_batch b
			""" + VISIBLE + """
			%s) b
			join actor s on s.id = b.system_id
			cross join lateral (
			  select count(*) filter (where outcome = 'ACCEPTED') as accepted,
			    count(*) filter (where outcome = 'DUPLICATE') as duplicates,
			    count(*) filter (where outcome = 'WAITING_FOR_EMPLOYEE') as waiting,
			    count(*) filter (where outcome = 'REFUSED') as refused
			  from deposit_batch_line where batch_id = b.id) c
			cross join lateral (
			  select count(*) as people, count(handed_over_at) as served from hand_over where source_id = b.id) p
			order by b.received_at desc, b.id
			""";

	private final JdbcClient jdbc;

	FindBatch(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The batch.
	 * @throws Refusal NOT_FOUND also for what the actor may not see
	 */
	@Transactional(readOnly = true)
	public View of(BatchId id, Actor actor) {
		return seen(COUNTS.formatted("and b.id = :id"), actor).param("id", id.value())
			.query(FindBatch::map)
			.optional()
			.orElseThrow(Refusal::notFound);
	}

	/** The latest ones that the actor may see. */
	@Transactional(readOnly = true)
	public List<View> latest(Actor actor) {
		return seen(COUNTS.formatted("order by b.received_at desc, b.id limit :limit"), actor).param("limit", LATEST)
			.query(FindBatch::map)
			.list();
	}

	/**
	 * The next {@link #LINES} lines of the report.
	 * @param after the number of the last one known; 0 for the first
	 * @param only those with this outcome; empty for all
	 * @throws Refusal NOT_FOUND; BATCH_RUNNING while lines are open
	 */
	@Transactional(readOnly = true)
	public List<Line> report(BatchId id, Actor actor, int after, Optional<LineOutcome> only) {
		boolean stored = seen("select b.stored_at is not null from deposit_batch b " + VISIBLE + "and b.id = :id",
				actor)
			.param("id", id.value())
			.query(Boolean.class)
			.optional()
			.orElseThrow(Refusal::notFound);
		if (!stored) {
			throw new Refusal(Refusal.Kind.CONFLICT, "BATCH_RUNNING");
		}
		return this.jdbc.sql("""
				select number, fields[1] as external_id, fields[3] as matricule, outcome, reason from deposit_batch_line
				where batch_id = :id and number > :after and (cast(:only as text) is null or outcome = :only)
				order by number limit :limit
				""")
			.param("id", id.value())
			.param("after", after)
			.param("only", only.map(LineOutcome::name).orElse(null))
			.param("limit", LINES)
			.query((row, number) -> new Line(row.getInt(1), Optional.ofNullable(row.getString(2)).orElse(""),
					Optional.ofNullable(row.getString(3)).orElse(""), LineOutcome.valueOf(row.getString(4)),
					row.getString(5)))
			.list();
	}

	private JdbcClient.StatementSpec seen(String sql, Actor actor) {
		return this.jdbc.sql(sql)
			.param("brand", (actor.brand() != null) ? actor.brand().value() : null)
			.param("actor", actor.id().value());
	}

	private static View map(ResultSet row, int number) throws SQLException {
		return new View(new BatchId(row.getObject("id", UUID.class)), BatchState.valueOf(row.getString("state")),
				row.getString("file_name"), row.getString("system_name"), row.getTimestamp("received_at").toInstant(),
				(row.getTimestamp("completed_at") != null) ? row.getTimestamp("completed_at").toInstant() : null,
				row.getInt("lines"), row.getInt("accepted"), row.getInt("duplicates"), row.getInt("waiting"),
				row.getInt("refused"), row.getInt("people"), row.getInt("served"));
	}

}
