package io.estafette.local.camunda;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.estafette.local.camunda.CamundaServer.Answer;
import io.estafette.local.camunda.CamundaServer.Call;

/**
 * Camunda's REST interface as a client of 8.8 expects it, in front of a server of 8.6.
 */
public final class CamundaRest {

	private static final Pattern SEARCH = Pattern.compile("/v2/([a-z-]+)/search");

	private static final Pattern ITEM = Pattern.compile("/v2/([a-z-]+)/(\\d+)");

	private static final Pattern XML = Pattern.compile("/v2/process-definitions/(\\d+)/xml");

	private static final Pattern FLOWS = Pattern.compile("/v2/process-instances/(\\d+)/sequence-flows");

	private final CamundaServer server;

	private final ExportedRecords records;

	private final DeployedModels models;

	private final Projections projections;

	private final Searches searches;

	public CamundaRest(CamundaServer server) {
		this.server = server;
		this.records = new ExportedRecords(server);
		this.models = new DeployedModels(this.records);
		this.projections = new Projections(this.records, this.models);
		this.searches = new Searches(this.projections);
	}

	/** What the answers are made of. */
	public ExportedRecords records() {
		return this.records;
	}

	/** The same as instances, tasks and so on. */
	public Projections projections() {
		return this.projections;
	}

	/**
	 * Answers a request.
	 * @throws UnsupportedOperationException when a search asks for something that this
	 * class does not know
	 */
	public Answer answer(Call call) throws IOException {
		Matcher search = SEARCH.matcher(call.path());
		if (search.matches() && this.searches.know(search.group(1))) {
			JsonNode request = ExportedRecords.JSON.readTree(call.body());
			return this.searches.search(search.group(1), request);
		}
		if (call.method().equals("GET")) {
			Matcher item = ITEM.matcher(call.path());
			if (item.matches() && this.searches.know(item.group(1))) {
				return this.searches.get(item.group(1), item.group(2));
			}
			Matcher flows = FLOWS.matcher(call.path());
			if (flows.matches()) {
				var items = this.projections.sequenceFlows(Map.of("value.processInstanceKey", flows.group(1)));
				return Answer.json(200, Searches.result(items, items.size()));
			}
			Matcher definition = XML.matcher(call.path());
			if (definition.matches()) {
				String xml = this.models.xml(Long.parseLong(definition.group(1)));
				return (xml != null) ? new Answer(200, "text/xml;charset=utf-8", xml.getBytes())
						: Answer.problem(404, "There is no process " + definition.group(1));
			}
		}
		return this.server.rest(call);
	}

}
