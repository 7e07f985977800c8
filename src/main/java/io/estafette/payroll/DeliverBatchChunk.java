package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import io.estafette.delivery.FindHandOvers;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.NotifyRecipients;
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

	private final JdbcClient jdbc;

	private final Clock clock;

	DeliverBatchChunk(FindHandOvers findHandOvers, HandOverDocuments handOverDocuments,
			NotifyRecipients notifyRecipients, JdbcClient jdbc, Clock clock) {
		this.findHandOvers = findHandOvers;
		this.handOverDocuments = handOverDocuments;
		this.notifyRecipients = notifyRecipients;
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
		this.jdbc.sql("""
				update deposit d set state = 'COMPLETED', completed_at = :now
				from delivery l
				where l.hand_over_id = any(:people) and d.id = l.deposit_id and l.source_id = d.id
				and d.state <> 'COMPLETED'
				""")
			.param("now", Timestamp.from(this.clock.instant()))
			.param("people", people.stream().map(HandOverId::value).toArray(UUID[]::new))
			.update();
		return people.size() == CHUNK;
	}

}
