package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.delivery.FindHandOvers;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.NotifyRecipients;
import io.estafette.organization.PayrollDocument;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands over what a batch brings to a chunk of its people, with one mail each for the
 * whole batch (P3). Safe to repeat.
 */
@Service
public class DeliverBatchChunk {

	/** How many people one job serves. */
	static final int CHUNK = 500;

	private final FindHandOvers findHandOvers;

	private final HandOverDocuments handOverDocuments;

	private final NotifyRecipients notifyRecipients;

	private final DepositMeters meters;

	private final JdbcClient jdbc;

	private final Clock clock;

	DeliverBatchChunk(FindHandOvers findHandOvers, HandOverDocuments handOverDocuments,
			NotifyRecipients notifyRecipients, DepositMeters meters, JdbcClient jdbc, Clock clock) {
		this.findHandOvers = findHandOvers;
		this.handOverDocuments = handOverDocuments;
		this.notifyRecipients = notifyRecipients;
		this.meters = meters;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Serves them.
	 * @param chunk its place, from 0
	 * @return whether there may be another one
	 */
	@Transactional
	public boolean of(BatchId id, int chunk) {
		List<HandOverId> people = this.findHandOvers.of(id.value(), chunk * CHUNK, CHUNK);
		this.notifyRecipients.of(this.handOverDocuments.of(people));
		Instant now = this.clock.instant();
		this.jdbc.sql("""
				with done as (
				  update deposit d set state = 'COMPLETED', completed_at = :now
				  from delivery l
				  where l.hand_over_id = any(:people) and d.id = l.deposit_id and l.source_id = d.id
				  and d.state <> 'COMPLETED'
				  returning d.kind, d.received_at)
				select kind, received_at, count(*) from done group by kind, received_at
				""")
			.param("now", Timestamp.from(now))
			.param("people", people.stream().map(HandOverId::value).toArray(UUID[]::new))
			.query((row) -> {
				this.meters.handedOver(PayrollDocument.valueOf(row.getString(1)), DepositMeters.Channel.BATCH,
						row.getTimestamp(2).toInstant(), now, row.getLong(3));
			});
		return people.size() == CHUNK;
	}

}
