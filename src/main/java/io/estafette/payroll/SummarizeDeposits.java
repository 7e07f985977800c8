package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindVisibleNodes;
import io.estafette.organization.Node;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The deposits that an HR user sees, in a few figures (P4, O8). */
@Service
public class SummarizeDeposits {

	/** Counting stops here: more is said to be more. */
	public static final int COUNTED = 10_000;

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	/**
	 * The figures, none above {@link #COUNTED} + 1.
	 *
	 * @param today received since midnight, Europe/Paris
	 * @param week received today and on the six days before
	 * @param waiting of people who are not known yet
	 */
	public record Summary(int today, int week, int waiting, int failed) {
	}

	private final FindVisibleNodes findVisibleNodes;

	private final JdbcClient jdbc;

	private final Clock clock;

	SummarizeDeposits(FindVisibleNodes findVisibleNodes, JdbcClient jdbc, Clock clock) {
		this.findVisibleNodes = findVisibleNodes;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** As they are now. */
	@Transactional(readOnly = true)
	public Summary of(ActorId reader) {
		List<Node> nodes = this.findVisibleNodes.of(reader);
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), PARIS);
		return new Summary(count(nodes, "received_at >= :since", today),
				count(nodes, "received_at >= :since", today.minusDays(6)),
				count(nodes, "state = 'WAITING_FOR_EMPLOYEE'", today), count(nodes, "state = 'FAILED'", today));
	}

	private int count(List<Node> nodes, String condition, LocalDate since) {
		return this.jdbc.sql("""
				select count(*) from (
				  select 1 from deposit
				  where brand_id = any(:brands) and (agency_id = any(:nodes) or agency_id is null) and %s
				  limit :limit
				) d
				""".formatted(condition))
			.param("brands", nodes.stream().map((node) -> node.brand().value()).distinct().toArray(UUID[]::new))
			.param("nodes", nodes.stream().map((node) -> node.id().value()).toArray(UUID[]::new))
			.param("since", Timestamp.from(since.atStartOfDay(PARIS).toInstant()))
			.param("limit", COUNTED + 1)
			.query(Integer.class)
			.single();
	}

}
