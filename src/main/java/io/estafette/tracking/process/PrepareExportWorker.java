package io.estafette.tracking.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.platform.JobGivenUp;
import io.estafette.tracking.GiveUpExport;
import io.estafette.tracking.PrepareExport;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Works the job prepare-export: a file of millions of lines takes its time. */
@Component
public class PrepareExportWorker {

	public record Result(boolean prepared) {
	}

	private final PrepareExport prepareExport;

	private final GiveUpExport giveUpExport;

	PrepareExportWorker(PrepareExport prepareExport, GiveUpExport giveUpExport) {
		this.prepareExport = prepareExport;
		this.giveUpExport = giveUpExport;
	}

	@JobWorker(type = "prepare-export", timeout = 15 * 60 * 1000, maxJobsActive = 2)
	public Result prepare(@Variable String exportId) {
		return new Result(this.prepareExport.of(UUID.fromString(exportId)));
	}

	/** The incident is for operators; whoever asked should not wait for them. */
	@EventListener
	void giveUp(JobGivenUp job) {
		String export = job.ids().get("exportId");
		if ("prepare-export".equals(job.type()) && export != null) {
			this.giveUpExport.of(UUID.fromString(export));
		}
	}

}
