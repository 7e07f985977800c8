package io.estafette.diffusion;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.estafette.delivery.DeliverySource;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.PrepareHandOvers;
import io.estafette.directory.EmployeeId;
import io.estafette.document.DocumentView;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes the ledger lines of a free diffusion and says how those that are not yet served
 * are to be. Safe to repeat.
 */
@Service
public class PrepareDeliveries {

	/** Up to this many people get a process instance each, so that Operate shows them. */
	static final int SMALL_SEND = 200;

	/** How many people one job serves in a larger send. */
	static final int CHUNK = 250;

	/**
	 * How to serve the recipients.
	 *
	 * @param handOvers one by one, for a small send
	 * @param chunks numbers from 0, for a large one
	 */
	public record Plan(List<HandOverId> handOvers, List<Integer> chunks) {

		/** Whether the recipients are served in chunks. */
		public boolean large() {
			return !this.chunks.isEmpty();
		}

	}

	private final FreeDiffusionRepository diffusions;

	private final DiffusionDocuments documents;

	private final PrepareHandOvers prepareHandOvers;

	private final JdbcClient jdbc;

	PrepareDeliveries(FreeDiffusionRepository diffusions, DiffusionDocuments documents,
			PrepareHandOvers prepareHandOvers, JdbcClient jdbc) {
		this.diffusions = diffusions;
		this.documents = documents;
		this.prepareHandOvers = prepareHandOvers;
		this.jdbc = jdbc;
	}

	/** Prepares all deliveries. */
	@Transactional
	public Plan of(FreeDiffusionId id) {
		FreeDiffusion diffusion = this.diffusions.require(id);
		List<EmployeeId> recipients = this.jdbc
			.sql("select employee_id from free_diffusion_recipient where diffusion_id = ?")
			.param(id.value())
			.query((row, number) -> new EmployeeId(row.getObject(1, UUID.class)))
			.list();
		List<PrepareHandOvers.Prepared> handOvers = this.prepareHandOvers.of(
				new DeliverySource(DeliverySource.Kind.FREE_DIFFUSION, id.value()), diffusion.sender(),
				Objects.requireNonNull(diffusion.emitter()), recipients,
				this.documents.of(id).stream().map(DocumentView::id).toList());
		if (handOvers.size() <= SMALL_SEND) {
			return new Plan(handOvers.stream().map(PrepareHandOvers.Prepared::id).toList(), List.of());
		}
		return new Plan(List.of(),
				handOvers.stream().map((handOver) -> handOver.ordinal() / CHUNK).distinct().toList());
	}

}
