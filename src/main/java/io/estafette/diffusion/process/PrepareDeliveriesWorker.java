package io.estafette.diffusion.process;

import java.util.List;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.delivery.HandOverId;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.PrepareDeliveries;
import org.springframework.stereotype.Component;

/** Works the job prepare-deliveries. */
@Component
public class PrepareDeliveriesWorker {

	public record Result(List<String> handOverIds, List<Integer> chunks, boolean largeSend) {
	}

	private final PrepareDeliveries prepareDeliveries;

	PrepareDeliveriesWorker(PrepareDeliveries prepareDeliveries) {
		this.prepareDeliveries = prepareDeliveries;
	}

	@JobWorker(type = "prepare-deliveries")
	public Result prepare(@Variable String freeDiffusionId) {
		PrepareDeliveries.Plan plan = this.prepareDeliveries.of(new FreeDiffusionId(UUID.fromString(freeDiffusionId)));
		return new Result(plan.handOvers().stream().map(HandOverId::toString).toList(), plan.chunks(), plan.large());
	}

}
