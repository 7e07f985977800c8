package io.estafette.tracking;

import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How many documents of a free diffusion were handed over on which day (F9, F11). */
@Service
public class FindSendDays {

	private final JdbcClient jdbc;

	private final RequireSend requireSend;

	FindSendDays(JdbcClient jdbc, RequireSend requireSend) {
		this.jdbc = jdbc;
		this.requireSend = requireSend;
	}

	/**
	 * The days on which something was handed over, Europe/Paris.
	 * @throws Refusal NOT_FOUND for what the reader may not see
	 */
	@Transactional(readOnly = true)
	public SortedMap<LocalDate, Long> of(FreeDiffusionId id, ActorId reader) {
		this.requireSend.of(id, reader);
		SortedMap<LocalDate, Long> days = new TreeMap<>();
		this.jdbc.sql("""
				select (handed_over_at at time zone 'Europe/Paris')::date, count(*) from delivery
				where source_id = ? and handed_over_at is not null group by 1
				""").param(id.value()).query((row) -> {
			days.put(row.getObject(1, LocalDate.class), row.getLong(2));
		});
		return days;
	}

}
