package io.estafette.campaign.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.MatchCampaigns;
import io.estafette.payroll.BatchId;
import io.estafette.payroll.FindBatchChunk;
import org.springframework.stereotype.Component;

/** Works the job match-batch-chunk. */
@Component
public class MatchBatchChunkWorker {

	private final FindBatchChunk findChunk;

	private final MatchCampaigns matchCampaigns;

	MatchBatchChunkWorker(FindBatchChunk findChunk, MatchCampaigns matchCampaigns) {
		this.findChunk = findChunk;
		this.matchCampaigns = matchCampaigns;
	}

	@JobWorker(type = "match-batch-chunk")
	public void match(@Variable String batchId, @Variable int chunk) {
		this.matchCampaigns.of(this.findChunk.accepted(new BatchId(UUID.fromString(batchId)), chunk));
	}

}
