package io.estafette.process.support;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.estafette.local.camunda.CamundaServer;
import io.estafette.local.camunda.CamundaServer.Answer;
import io.estafette.local.camunda.CamundaServer.Call;
import io.estafette.local.camunda.ExportedRecords;
import io.estafette.local.camunda.Projections;
import org.awaitility.Awaitility;

/**
 * Stands in for the purge that 8.6 lacks: cancels what still runs and hides everything so
 * far from the next test. Models stay deployed, and messages that nobody took stay
 * buffered.
 */
final class Purge {

	private static final String MARKER = "process-test-ended";

	private final CamundaServer server;

	private final ExportedRecords records;

	private final Projections projections;

	Purge(CamundaServer server, ExportedRecords records, Projections projections) {
		this.server = server;
		this.records = records;
		this.projections = projections;
	}

	void run() throws IOException {
		awaitExport(marker());
		for (ObjectNode instance : this.projections.processInstances(Map.of())) {
			if (instance.path("state").asText().equals("ACTIVE")
					&& instance.path("parentProcessInstanceKey").isNull()) {
				cancel(instance.path("processInstanceKey").asText());
			}
		}
		this.records.hideUpTo(marker());
	}

	/** Keys grow: what has a smaller one than the marker is older. */
	private long marker() throws IOException {
		ObjectNode message = ExportedRecords.JSON.createObjectNode()
			.put("name", MARKER)
			.put("correlationKey", MARKER)
			.put("timeToLive", 0);
		Answer answer = this.server.rest(Call.json("POST", "/v2/messages/publication", message));
		if (answer.status() != 200) {
			throw new IOException("No marker could be set: " + answer.status());
		}
		return ExportedRecords.JSON.readTree(answer.body()).path("messageKey").asLong();
	}

	private void awaitExport(long key) {
		Awaitility.await("the export of the test's events")
			.atMost(Duration.ofSeconds(25))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(50))
			.until(() -> !this.records.read("message", Map.of("key", key)).isEmpty());
	}

	private void cancel(String key) throws IOException {
		Answer answer = this.server.rest(Call.json("POST", "/v2/process-instances/" + key + "/cancellation",
				ExportedRecords.JSON.createObjectNode()));
		// 404: it has ended meanwhile.
		if (answer.status() >= 300 && answer.status() != 404) {
			throw new IOException("The process instance " + key + " could not be cancelled: " + answer.status());
		}
	}

}
