package io.estafette.tracking.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.tracking.PrepareExport;
import org.springframework.stereotype.Component;

/** Works the job prepare-export: a file of millions of lines takes its time. */
@Component
public class PrepareExportWorker {

	public record Result(boolean prepared) {
	}

	private final PrepareExport prepareExport;

	PrepareExportWorker(PrepareExport prepareExport) {
		this.prepareExport = prepareExport;
	}

	@JobWorker(type = "prepare-export", timeout = 15 * 60 * 1000, maxJobsActive = 2)
	public Result prepare(@Variable String exportId) {
		return new Result(this.prepareExport.of(UUID.fromString(exportId)));
	}

}
