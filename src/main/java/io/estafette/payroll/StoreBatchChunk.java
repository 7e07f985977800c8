package io.estafette.payroll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import io.estafette.delivery.DeliveryMeters;
import io.estafette.delivery.DeliveryOrigin;
import io.estafette.delivery.WrittenOnce;
import io.estafette.document.AddInspectedDocuments;
import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Works on a chunk of a batch's lines (P3): judges each, stores the PDFs and deposits of
 * the good ones, finds their employees and puts them into their vaults, in one hand-over
 * per person for the whole batch. A bad line stops no good one. Safe to repeat: a line
 * that has its outcome keeps it.
 */
@Service
public class StoreBatchChunk {

	private record Batch(BatchId id, UUID system, NodeId brand, Instant received) {
	}

	private record Result(int number, LineOutcome outcome, @Nullable String reason, @Nullable UUID deposit) {
	}

	private final BatchArchives archives;

	private final JudgeLines judgeLines;

	private final DepositRules rules;

	private final StoreDeposits storeDeposits;

	private final AddInspectedDocuments addDocuments;

	private final DepositMeters meters;

	private final DeliveryMeters deliveries;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	StoreBatchChunk(BatchArchives archives, JudgeLines judgeLines, DepositRules rules, StoreDeposits storeDeposits,
			AddInspectedDocuments addDocuments, DepositMeters meters, DeliveryMeters deliveries, JdbcClient jdbc,
			PlatformTransactionManager transactions, Clock clock) {
		this.archives = archives;
		this.judgeLines = judgeLines;
		this.rules = rules;
		this.storeDeposits = storeDeposits;
		this.addDocuments = addDocuments;
		this.meters = meters;
		this.deliveries = deliveries;
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactions);
		this.clock = clock;
	}

	/**
	 * Works on it.
	 * @param chunk its place, from 0
	 */
	public void of(BatchId id, int chunk) {
		List<JudgeLines.Line> lines = open(id, chunk);
		if (lines.isEmpty()) {
			return;
		}
		Batch batch = batch(id);
		DepositRules.Known known = this.rules.known(batch.system(), batch.brand());
		Optional<Path> archive = this.archives.copy(id);
		if (archive.isEmpty()) {
			// Another worker has stored the last line meanwhile.
			return;
		}
		Path folder = folder();
		try {
			List<JudgeLines.Judged> judged = this.judgeLines.of(lines, archive.get(), folder, known,
					(externalIds) -> this.storeDeposits.stored(batch.system(), externalIds));
			this.transaction.executeWithoutResult((status) -> store(batch, chunk, known, judged));
		}
		finally {
			FileSystemUtils.deleteRecursively(folder.toFile());
		}
	}

	private void store(Batch batch, int chunk, DepositRules.Known known, List<JudgeLines.Judged> judged) {
		// Of two workers on the same chunk, the second finds nothing open any more.
		this.jdbc.sql("select 1 from deposit_batch where id = ? for update")
			.param(batch.id().value())
			.query(Integer.class)
			.single();
		Set<Integer> open = open(batch.id(), chunk).stream().map(JudgeLines.Line::number).collect(Collectors.toSet());
		List<Result> results = new ArrayList<>();
		List<JudgeLines.Judged> good = new ArrayList<>();
		judged.stream().filter((line) -> open.contains(line.line().number())).forEach((line) -> {
			if (line.isGood()) {
				good.add(line);
			}
			else {
				results.add(new Result(line.line().number(), LineOutcome.REFUSED, line.refusal(), null));
			}
		});
		Map<String, StoreDeposits.Stored> stored = this.storeDeposits.locked(batch.system(),
				good.stream().map(JudgeLines.Judged::externalId).collect(Collectors.toSet()));
		List<JudgeLines.Judged> fresh = new ArrayList<>();
		Map<Integer, UUID> ids = new HashMap<>();
		for (JudgeLines.Judged line : good) {
			StoreDeposits.Stored before = stored.get(line.externalId());
			if (before == null) {
				UUID deposit = UUID.randomUUID();
				ids.put(line.line().number(), deposit);
				stored.put(line.externalId(), new StoreDeposits.Stored(deposit, Objects.requireNonNull(line.hash())));
				fresh.add(line);
			}
			else if (JudgeLines.isSame(before, line)) {
				results.add(new Result(line.line().number(), LineOutcome.DUPLICATE, null, before.id()));
			}
			else {
				results.add(new Result(line.line().number(), LineOutcome.REFUSED, "EXTERNAL_ID_REUSED", null));
			}
		}
		Set<UUID> identified = deposit(batch, known, fresh, ids);
		fresh.forEach((line) -> {
			UUID deposit = Objects.requireNonNull(ids.get(line.line().number()));
			results.add(new Result(line.line().number(),
					identified.contains(deposit) ? LineOutcome.ACCEPTED : LineOutcome.WAITING_FOR_EMPLOYEE, null,
					deposit));
		});
		write(batch, results);
		count(judged, results);
		finish(batch);
	}

	/** Those of them whose employee is known. */
	private Set<UUID> deposit(Batch batch, DepositRules.Known known, List<JudgeLines.Judged> lines,
			Map<Integer, UUID> ids) {
		List<StoreDeposits.New> deposits = new ArrayList<>();
		List<AddInspectedDocuments.Inspected> documents = new ArrayList<>();
		for (JudgeLines.Judged line : lines) {
			ReadLine read = Objects.requireNonNull(line.read());
			UUID document = UUID.randomUUID();
			documents
				.add(new AddInspectedDocuments.Inspected(new DocumentId(document), Objects.requireNonNull(line.pdf()),
						read.file(), this.rules.name(read.request()), Objects.requireNonNull(line.findings())));
			deposits.add(new StoreDeposits.New(Objects.requireNonNull(ids.get(line.line().number())), read.request(),
					Objects.requireNonNull(line.hash()), document));
		}
		this.addDocuments.of(batch.brand(), DocumentType.SIMPLE, documents);
		this.storeDeposits.store(batch.system(), batch.brand(), batch.id().value(), batch.received(), known, deposits);
		UUID[] stored = deposits.stream().map(StoreDeposits.New::id).toArray(UUID[]::new);
		Set<UUID> identified = identify(stored);
		handOver(batch, stored);
		return identified;
	}

	/**
	 * See {@link IdentifyEmployee}: what waits is looked at again by the sweep, and what
	 * the batch brings to the same person goes on with it, so that one mail tells of all.
	 */
	private Set<UUID> identify(UUID[] deposits) {
		Set<UUID> identified = Set.copyOf(this.jdbc.sql("""
				update deposit d set employee_id = e.id, agency_id = coalesce(d.agency_id, e.agency_id),
				  executive = coalesce(d.executive, e.executive)
				from employee e
				where d.id = any(?) and e.brand_id = d.brand_id and e.matricule = d.matricule
				and not exists (select 1 from deposit w where w.batch_id = d.batch_id and w.brand_id = d.brand_id
				  and w.matricule = d.matricule and w.state = 'WAITING_FOR_EMPLOYEE')
				returning d.id
				""").param(deposits).query(UUID.class).list());
		this.jdbc.sql("update deposit set state = 'WAITING_FOR_EMPLOYEE' where id = any(?) and employee_id is null")
			.param(deposits)
			.update();
		return identified;
	}

	private void handOver(Batch batch, UUID[] deposits) {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc
			.sql("""
					insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at)
					select gen_random_uuid(), 'BATCH', :batch,
					  (select coalesce(max(ordinal), -1) from hand_over where source_id = :batch)
					    + row_number() over (order by p.employee_id),
					  p.employee_id, p.agency_id, :system, :now
					from (
					  select distinct on (d.employee_id) d.employee_id, d.agency_id
					  from deposit d where d.id = any(:deposits) and d.employee_id is not null
					  order by d.employee_id, d.id
					) p
					where not exists (select 1 from hand_over h where h.source_id = :batch and h.employee_id = p.employee_id)
					""")
			.param("batch", batch.id().value())
			.param("system", batch.system())
			.param("deposits", deposits)
			.param("now", now)
			.update();
		this.jdbc.sql("""
				with written as (
				  insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state,
				    handed_over_at, prepared_at, node_id, sender_id, type, search, origin, deposit_id)
				  select gen_random_uuid(), h.id, d.id, d.employee_id, doc.id, 1, %s, %s, :now,
				    d.agency_id, d.system_id, doc.type, e.search || ' ' || searchable(doc.name), d.kind, d.id
				  from deposit d
				  join hand_over h on h.source_id = d.batch_id and h.employee_id = d.employee_id
				  join employee e on e.id = d.employee_id
				  join document doc on doc.id = d.document_id
				  where d.id = any(:deposits)
				  on conflict (source_id, employee_id, document_id) do nothing
				  returning origin)
				select origin, count(*) from written group by origin
				""".formatted(WrittenOnce.STATE, WrittenOnce.HANDED_OVER_AT))
			.param("deposits", deposits)
			.param("now", now)
			.query((row) -> {
				this.deliveries.handedOver(DeliveryOrigin.valueOf(row.getString(1)), row.getLong(2));
			});
	}

	private void write(Batch batch, List<Result> results) {
		this.jdbc.sql("""
				update deposit_batch_line l set outcome = r.outcome, reason = r.reason, deposit_id = r.deposit
				from unnest(:numbers::int[], :outcomes::text[], :reasons::text[], :deposits::uuid[])
				  as r (number, outcome, reason, deposit)
				where l.batch_id = :batch and l.number = r.number
				""")
			.param("batch", batch.id().value())
			.param("numbers", column(results, Integer[]::new, Result::number))
			.param("outcomes", column(results, String[]::new, (result) -> result.outcome().name()))
			.param("reasons", column(results, String[]::new, Result::reason))
			.param("deposits", column(results, UUID[]::new, Result::deposit))
			.update();
	}

	private void count(List<JudgeLines.Judged> judged, List<Result> results) {
		Map<Integer, PayrollDocument> kinds = new HashMap<>();
		for (JudgeLines.Judged line : judged) {
			ReadLine read = line.read();
			if (read != null) {
				kinds.put(line.line().number(), read.request().kind());
			}
		}
		results.forEach((result) -> this.meters.line(kinds.get(result.number()), result.outcome()));
	}

	/** With the last line, the archive is no longer needed. */
	private void finish(Batch batch) {
		int finished = this.jdbc.sql("""
				update deposit_batch b set stored_at = :now
				where b.id = :batch and b.stored_at is null
				and not exists (select 1 from deposit_batch_line l where l.batch_id = b.id and l.outcome is null)
				""").param("batch", batch.id().value()).param("now", Timestamp.from(this.clock.instant())).update();
		if (finished == 1) {
			this.archives.forget(batch.id());
		}
	}

	private Batch batch(BatchId id) {
		return this.jdbc.sql("select system_id, brand_id, received_at from deposit_batch where id = ?")
			.param(id.value())
			.query((row, number) -> new Batch(id, row.getObject(1, UUID.class),
					new NodeId(row.getObject(2, UUID.class)), row.getTimestamp(3).toInstant()))
			.single();
	}

	/** The lines of a chunk that have no outcome yet. */
	private List<JudgeLines.Line> open(BatchId id, int chunk) {
		return this.jdbc.sql("""
				select number, fields from deposit_batch_line
				where batch_id = ? and number > ? and number <= ? and outcome is null order by number
				""")
			.param(id.value())
			.param(chunk * ReadBatch.CHUNK)
			.param((chunk + 1) * ReadBatch.CHUNK)
			.query(StoreBatchChunk::line)
			.list();
	}

	private static JudgeLines.Line line(ResultSet row, int index) throws SQLException {
		Array fields = row.getArray("fields");
		return new JudgeLines.Line(row.getInt("number"), Arrays.asList((String[]) fields.getArray()));
	}

	private static Path folder() {
		try {
			return Files.createTempDirectory("estafette-chunk-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static <T> T[] column(List<Result> results, IntFunction<T[]> array, Function<Result, @Nullable T> value) {
		return results.stream().map(value).toArray(array);
	}

}
