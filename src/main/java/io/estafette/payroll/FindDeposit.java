package io.estafette.payroll;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.delivery.Delivery;
import io.estafette.delivery.FindDeliveries;
import io.estafette.organization.Actor;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One deposit, for the system that made it and for those with any right on its agency;
 * while that is unknown, with any right on the brand (O8). Never its content.
 */
@Service
public class FindDeposit {

	/**
	 * A deposit with what it brought.
	 *
	 * @param matchedCampaigns whose documents came along
	 */
	public record View(DepositId id, DepositState state, String externalId, PayrollDocument kind, String matricule,
			@Nullable String period, Instant depositedAt, Instant receivedAt, List<UUID> matchedCampaigns,
			List<Delivery> deliveries) {
	}

	private final FindDeliveries findDeliveries;

	private final JdbcClient jdbc;

	FindDeposit(FindDeliveries findDeliveries, JdbcClient jdbc) {
		this.findDeliveries = findDeliveries;
		this.jdbc = jdbc;
	}

	/**
	 * The deposit.
	 * @throws Refusal NOT_FOUND also for what the actor may not see
	 */
	@Transactional(readOnly = true)
	public View of(DepositId id, Actor actor) {
		List<Delivery> deliveries = this.findDeliveries.ofDeposit(id.value());
		List<UUID> campaigns = this.jdbc
			.sql("select distinct source_id from delivery where deposit_id = ? and origin = 'CAMPAIGN'")
			.param(id.value())
			.query(UUID.class)
			.list();
		return this.jdbc.sql("""
				select d.* from deposit d
				join brand_option o on o.brand_id = d.brand_id and o.option = 'DIFFUSION_SERVICE'
				where d.id = :id and (cast(:brand as uuid) is null or d.brand_id = :brand)
				and (d.system_id = :actor or exists (
				  select 1 from node_ancestor na join access_right r on r.node_id = na.ancestor_id
				  where na.node_id = coalesce(d.agency_id, d.brand_id) and r.actor_id = :actor))
				""")
			.param("id", id.value())
			.param("brand", (actor.brand() != null) ? actor.brand().value() : null)
			.param("actor", actor.id().value())
			.query((row, number) -> new View(id, DepositState.valueOf(row.getString("state")),
					row.getString("external_id"), PayrollDocument.valueOf(row.getString("kind")),
					row.getString("matricule"), row.getString("period"), row.getTimestamp("deposited_at").toInstant(),
					row.getTimestamp("received_at").toInstant(), campaigns, deliveries))
			.optional()
			.orElseThrow(Refusal::notFound);
	}

}
