package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import io.estafette.organization.NodeId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of deposits, one or many at once (P2). In a transaction. */
@Component
class StoreDeposits {

	/** A deposit that is stored already. */
	record Stored(UUID id, byte[] hash) {
	}

	/**
	 * A deposit to store.
	 *
	 * @param hash of everything that was said of it, and of its PDF
	 * @param document its PDF, which is stored already
	 */
	record New(UUID id, ReceiveDeposit.Request request, byte[] hash, UUID document) {
	}

	private final JdbcClient jdbc;

	StoreDeposits(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Those of these external ids that are stored. Of two transactions that ask for the
	 * same one, the second waits for the first (P2).
	 */
	Map<String, Stored> locked(UUID system, Collection<String> externalIds) {
		String[] ids = externalIds.toArray(String[]::new);
		this.jdbc.sql("""
				select count(pg_advisory_xact_lock(lock)) from (
				  select distinct hashtextextended('deposit ' || :system || ' ' || id, 0) as lock
				  from unnest(:ids) id order by 1) locks
				""").param("system", system.toString()).param("ids", ids).query(Integer.class).single();
		return stored(system, externalIds);
	}

	/** The same, now, without waiting. */
	Map<String, Stored> stored(UUID system, Collection<String> externalIds) {
		Map<String, Stored> stored = new HashMap<>();
		this.jdbc.sql("select external_id, id, request_hash from deposit where system_id = ? and external_id = any(?)")
			.param(system)
			.param(externalIds.toArray(String[]::new))
			.query((row, number) -> stored.put(row.getString(1),
					new Stored(row.getObject(2, UUID.class), row.getBytes(3))))
			.list();
		return stored;
	}

	/**
	 * Stores them.
	 * @param batch that brought them; null for one that came alone
	 */
	void store(UUID system, NodeId brand, @Nullable UUID batch, Instant received, DepositRules.Known known,
			List<New> deposits) {
		this.jdbc
			.sql("""
					insert into deposit (id, system_id, brand_id, external_id, request_hash, kind, matricule, period, agency_id,
					  executive, client_company_id, document_id, batch_id, state, deposited_at, received_at)
					select d.id, :system, :brand, d.external_id, d.hash, d.kind, d.matricule, d.period, d.agency,
					  d.executive, d.company, d.document, cast(:batch as uuid), 'RECEIVED', d.deposited_at, :received
					from unnest(:ids::uuid[], :externalIds::text[], :hashes::bytea[], :kinds::text[], :matricules::text[],
					  :periods::text[], :agencies::uuid[], :executives::boolean[], :companies::uuid[], :documents::uuid[],
					  :depositedAt::timestamptz[])
					as d (id, external_id, hash, kind, matricule, period, agency, executive, company, document, deposited_at)
					""")
			.param("system", system)
			.param("brand", brand.value())
			.param("batch", batch)
			.param("received", Timestamp.from(received))
			.param("ids", column(deposits, UUID[]::new, New::id))
			.param("externalIds", column(deposits, String[]::new, (deposit) -> deposit.request().externalId()))
			.param("hashes", column(deposits, byte[][]::new, New::hash))
			.param("kinds", column(deposits, String[]::new, (deposit) -> deposit.request().kind().name()))
			.param("matricules", column(deposits, String[]::new, (deposit) -> deposit.request().matricule()))
			.param("periods", column(deposits, String[]::new,
					(deposit) -> (deposit.request().period() != null) ? deposit.request().period().toString() : null))
			.param("agencies",
					column(deposits, UUID[]::new, (deposit) -> known.agencies().get(deposit.request().agency())))
			.param("executives", column(deposits, Boolean[]::new, (deposit) -> deposit.request().executive()))
			.param("companies",
					column(deposits, UUID[]::new,
							(deposit) -> known.clientCompanies().get(deposit.request().clientCompany())))
			.param("documents", column(deposits, UUID[]::new, New::document))
			.param("depositedAt", column(deposits, String[]::new,
					(deposit) -> DepositRules.depositedAt(deposit.request().depositedAt(), received).toString()))
			.update();
	}

	private static <T> T[] column(List<New> deposits, IntFunction<T[]> array, Function<New, @Nullable T> value) {
		return deposits.stream().map(value).toArray(array);
	}

}
