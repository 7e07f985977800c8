package io.estafette.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.estafette.directory.EmployeeId;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.FindEmitters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whose mails an HR user may send once more: with a DLx right on the node in whose name
 * it was handed over, or with D there where a campaign brought something along (O8).
 * Where the person works today does not matter.
 */
@Service
public class FindRepeatableMails {

	private static final String REPEATABLE = """
			(h.node_id = any(:emitters) or h.node_id = any(:targets) and exists (
			  select 1 from delivery c where c.hand_over_id = h.id and c.origin = 'CAMPAIGN'))
			""";

	private final FindEmitters findEmitters;

	private final FindCampaignTargets findTargets;

	private final JdbcClient jdbc;

	FindRepeatableMails(FindEmitters findEmitters, FindCampaignTargets findTargets, JdbcClient jdbc) {
		this.findEmitters = findEmitters;
		this.findTargets = findTargets;
		this.jdbc = jdbc;
	}

	/** Those of these hand-overs whose mail the actor may send again. */
	@Transactional(readOnly = true)
	public Set<HandOverId> of(ActorId actor, Collection<HandOverId> handOvers) {
		return handOvers.isEmpty() ? Set.of()
				: new HashSet<>(this.jdbc.sql("select h.id from hand_over h where h.id = any(:ids) and " + REPEATABLE)
					.param("ids", handOvers.stream().map(HandOverId::value).toArray(UUID[]::new))
					.param("emitters", emitters(actor))
					.param("targets", targets(actor))
					.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
					.list());
	}

	/**
	 * For each of these people, the latest hand-over whose mail the actor may send again:
	 * with a DLx right on their agency whichever was the latest, else only such as above.
	 * Who has received nothing of the kind is left out.
	 */
	@Transactional(readOnly = true)
	public Map<EmployeeId, HandOverId> latest(ActorId actor, Collection<EmployeeId> people) {
		Map<EmployeeId, HandOverId> latest = new HashMap<>();
		this.jdbc.sql("""
				select e.id, l.hand_over_id from employee e cross join lateral (
				  select d.hand_over_id from delivery d join hand_over h on h.id = d.hand_over_id
				  where d.employee_id = e.id and d.handed_over_at is not null
				  and (e.agency_id = any(:emitters) or
				""" + REPEATABLE + """
				  ) order by d.handed_over_at desc, d.id limit 1
				) l where e.id = any(:people)
				""")
			.param("people", people.stream().map(EmployeeId::value).toArray(UUID[]::new))
			.param("emitters", emitters(actor))
			.param("targets", targets(actor))
			.query((row) -> {
				latest.put(new EmployeeId(row.getObject(1, UUID.class)), new HandOverId(row.getObject(2, UUID.class)));
			});
		return latest;
	}

	private UUID[] emitters(ActorId actor) {
		return this.findEmitters.of(actor).stream().map((emitter) -> emitter.node().id().value()).toArray(UUID[]::new);
	}

	private UUID[] targets(ActorId actor) {
		return this.findTargets.of(actor).stream().map((target) -> target.node().id().value()).toArray(UUID[]::new);
	}

}
