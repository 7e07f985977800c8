package io.estafette.diffusion;

import io.estafette.delivery.FindHandOvers;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.NotifyRecipients;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Serves one chunk of a large free diffusion and queues its mails. Safe to repeat. */
@Service
public class HandOverChunk {

	private final FindHandOvers findHandOvers;

	private final HandOverDocuments handOverDocuments;

	private final NotifyRecipients notifyRecipients;

	HandOverChunk(FindHandOvers findHandOvers, HandOverDocuments handOverDocuments, NotifyRecipients notifyRecipients) {
		this.findHandOvers = findHandOvers;
		this.handOverDocuments = handOverDocuments;
		this.notifyRecipients = notifyRecipients;
	}

	/** Serves the chunk with this number, from 0. */
	@Transactional
	public void of(FreeDiffusionId id, int chunk) {
		this.notifyRecipients.of(this.handOverDocuments
			.of(this.findHandOvers.of(id.value(), chunk * PrepareDeliveries.CHUNK, PrepareDeliveries.CHUNK)));
	}

}
