package io.estafette.campaign;

import java.time.Clock;

import io.estafette.delivery.SealDocument;
import io.estafette.document.DocumentView;
import io.estafette.sealing.UnsealablePdfException;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the documents of a launched campaign ready to be handed over: seals those that
 * the brand wants sealed, once (O3). Only then deposits bring them along. Safe to repeat.
 */
@Service
public class ReadyCampaign {

	private final CampaignDocuments documents;

	private final SealDocument sealDocument;

	private final MarkReady markReady;

	ReadyCampaign(CampaignDocuments documents, SealDocument sealDocument, MarkReady markReady) {
		this.documents = documents;
		this.sealDocument = sealDocument;
		this.markReady = markReady;
	}

	/**
	 * Seals and makes ready.
	 * @throws UnsealablePdfException when one of them cannot be sealed
	 */
	public void of(CampaignId id) throws UnsealablePdfException {
		for (DocumentView document : this.documents.of(id)) {
			this.sealDocument.of(document);
		}
		this.markReady.of(id);
	}

	/** The last word, in a transaction of its own. */
	@Component
	static class MarkReady {

		private final CampaignRepository campaigns;

		private final Clock clock;

		MarkReady(CampaignRepository campaigns, Clock clock) {
			this.campaigns = campaigns;
			this.clock = clock;
		}

		@Transactional
		void of(CampaignId id) {
			this.campaigns.require(id).ready(this.clock.instant());
		}

	}

}
