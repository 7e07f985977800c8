package io.estafette.tracking.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.tracking.AnnounceExport;
import org.springframework.stereotype.Component;

/** Works the job announce-export. */
@Component
public class AnnounceExportWorker {

	private final AnnounceExport announceExport;

	AnnounceExportWorker(AnnounceExport announceExport) {
		this.announceExport = announceExport;
	}

	@JobWorker(type = "announce-export")
	public void announce(@Variable String exportId) {
		this.announceExport.of(UUID.fromString(exportId));
	}

}
