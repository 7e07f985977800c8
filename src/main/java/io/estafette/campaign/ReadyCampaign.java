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
		// Once more when it was taken back, changed and launched again meanwhile.
		while (!this.markReady.of(id)) {
			for (DocumentView document : this.documents.of(id)) {
				this.sealDocument.of(document);
			}
		}
	}

	/** The last word, in a transaction of its own. */
	@Component
	static class MarkReady {

		private final CampaignRepository campaigns;

		private final CampaignDocuments documents;

		private final Clock clock;

		MarkReady(CampaignRepository campaigns, CampaignDocuments documents, Clock clock) {
			this.campaigns = campaigns;
			this.documents = documents;
			this.clock = clock;
		}

		/** False when documents are left to be sealed first. */
		@Transactional
		boolean of(CampaignId id) {
			Campaign campaign = this.campaigns.require(id);
			if (campaign.lacksReady() && !this.documents.areSealed(id)) {
				return false;
			}
			campaign.ready(this.clock.instant());
			return true;
		}

	}

}
