package io.estafette.payroll.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.estafette.organization.Actor;
import io.estafette.organization.FindActor;
import io.estafette.organization.HrSignIn;
import io.estafette.payroll.BatchId;
import io.estafette.payroll.FindBatch;
import io.estafette.payroll.LineOutcome;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The batches of payroll systems: how far they are, and what became of each line (P3).
 */
@Controller
class BatchPages {

	private static final int PAGE = 100;

	private final FindActor findActor;

	private final FindBatch findBatch;

	BatchPages(FindActor findActor, FindBatch findBatch) {
		this.findActor = findActor;
		this.findBatch = findBatch;
	}

	@GetMapping("/depots/lots")
	String batches(@AuthenticationPrincipal HrSignIn user, Model model) {
		List<FindBatch.View> batches = this.findBatch.latest(actor(user));
		if (batches.isEmpty()) {
			throw Refusal.notFound();
		}
		model.addAttribute("batches", batches);
		return "payroll/batches";
	}

	@GetMapping("/depots/lots/{id}")
	String batch(@PathVariable UUID id, @RequestParam(required = false) @Nullable LineOutcome outcome,
			@RequestParam(defaultValue = "0") int after, @AuthenticationPrincipal HrSignIn user, Model model) {
		FindBatch.View batch = this.findBatch.of(new BatchId(id), actor(user));
		model.addAttribute("batch", batch);
		model.addAttribute("outcome", outcome);
		model.addAttribute("outcomes", LineOutcome.values());
		model.addAttribute("first", after == 0);
		if (batch.judged() == batch.lines()) {
			List<FindBatch.Line> lines = this.findBatch.report(batch.id(), actor(user), after,
					Optional.ofNullable(outcome));
			model.addAttribute("lines", lines.stream().limit(PAGE).toList());
			model.addAttribute("next", (lines.size() > PAGE) ? lines.get(PAGE - 1).number() : null);
		}
		return "payroll/batch";
	}

	private Actor actor(HrSignIn user) {
		return this.findActor.byId(user.actor()).orElseThrow(Refusal::notFound);
	}

}
