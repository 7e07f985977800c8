package io.estafette.platform.camunda;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.search.enums.ElementInstanceState;
import io.camunda.client.api.search.enums.ElementInstanceType;
import io.camunda.client.api.search.response.ElementInstance;
import io.camunda.client.api.search.response.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Looks up how far a process instance is, for a picture of it (F9). */
@Service
public class ReadProcess {

	private static final Logger log = LoggerFactory.getLogger(ReadProcess.class);

	private static final int MOST_ELEMENTS = 1_000;

	/**
	 * A process instance as it is now.
	 *
	 * @param bpmn the model of its version, as XML
	 * @param active ids of the elements that it is in
	 * @param done ids of the elements that it has left
	 * @param troubled ids of the elements that stand still with an incident
	 * @param steps names of the active elements
	 */
	public record State(String bpmn, Set<String> active, Set<String> done, Set<String> troubled, Set<String> steps) {
	}

	private final ObjectProvider<CamundaClient> camunda;

	ReadProcess(ObjectProvider<CamundaClient> camunda) {
		this.camunda = camunda;
	}

	/**
	 * The state of the instance with this key; empty when Camunda does not (or not yet)
	 * tell.
	 */
	public Optional<State> of(long processInstanceKey) {
		try {
			return Optional.ofNullable(this.camunda.getIfAvailable())
				.map((client) -> state(client, processInstanceKey));
		}
		catch (ClientException ex) {
			log.info("Camunda does not tell how far process instance {} is: {}", processInstanceKey, ex.getMessage());
			return Optional.empty();
		}
	}

	private static State state(CamundaClient client, long key) {
		ProcessInstance instance = client.newProcessInstanceGetRequest(key).send().join();
		String bpmn = client.newProcessDefinitionGetXmlRequest(instance.getProcessDefinitionKey()).send().join();
		List<ElementInstance> elements = client.newElementInstanceSearchRequest()
			.filter((filter) -> filter.processInstanceKey(key))
			.page((page) -> page.limit(MOST_ELEMENTS))
			.send()
			.join()
			.items();
		State state = new State(bpmn, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
		for (ElementInstance element : elements) {
			if (element.getType() == ElementInstanceType.PROCESS) {
				continue;
			}
			if (element.getState() != ElementInstanceState.ACTIVE) {
				state.done().add(element.getElementId());
				continue;
			}
			state.active().add(element.getElementId());
			state.steps().add(element.getElementName());
			if (Boolean.TRUE.equals(element.getIncident())) {
				state.troubled().add(element.getElementId());
			}
		}
		state.done().removeAll(state.active());
		return state;
	}

}
