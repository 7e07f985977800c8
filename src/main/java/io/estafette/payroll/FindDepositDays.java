package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindVisibleNodes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many deposits were made on which of the last days, as an HR user sees them (O8).
 */
@Service
public class FindDepositDays {

	/** How many days are looked at, today included. */
	public static final int DAYS = 30;

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private final FindVisibleNodes findVisibleNodes;

	private final JdbcClient jdbc;

	private final Clock clock;

	FindDepositDays(FindVisibleNodes findVisibleNodes, JdbcClient jdbc, Clock clock) {
		this.findVisibleNodes = findVisibleNodes;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The days of deposits whose agency is known, Europe/Paris; days without any are not
	 * there.
	 */
	@Transactional(readOnly = true)
	public SortedMap<LocalDate, Long> of(ActorId reader) {
		LocalDate first = LocalDate.ofInstant(this.clock.instant(), PARIS).minusDays(DAYS - 1);
		SortedMap<LocalDate, Long> days = new TreeMap<>();
		this.jdbc.sql("""
				select (deposited_at at time zone 'Europe/Paris')::date, count(*) from deposit
				where agency_id = any(?) and deposited_at >= ? group by 1
				""")
			.param(this.findVisibleNodes.of(reader).stream().map((node) -> node.id().value()).toArray(UUID[]::new))
			.param(Timestamp.from(first.atStartOfDay(PARIS).toInstant()))
			.query((row) -> {
				days.put(row.getObject(1, LocalDate.class), row.getLong(2));
			});
		return days;
	}

}
