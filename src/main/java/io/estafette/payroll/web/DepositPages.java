package io.estafette.payroll.web;

import java.time.DateTimeException;

import io.estafette.organization.FindActor;
import io.estafette.organization.FindVisibleNodes;
import io.estafette.organization.HrSignIn;
import io.estafette.payroll.DepositState;
import io.estafette.payroll.FindBatch;
import io.estafette.payroll.FindDepositDays;
import io.estafette.payroll.FindDeposits;
import io.estafette.payroll.SummarizeDeposits;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.DeliveryChart;
import org.springframework.ui.Model;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What payroll systems deposited, and what waits (P4, O8). */
@Controller
class DepositPages {

	private static final int LONGEST_SEARCH = 200;

	private final FindVisibleNodes findVisibleNodes;

	private final FindDeposits findDeposits;

	private final SummarizeDeposits summarize;

	private final FindDepositDays findDays;

	private final FindActor findActor;

	private final FindBatch findBatch;

	DepositPages(FindVisibleNodes findVisibleNodes, FindDeposits findDeposits, SummarizeDeposits summarize,
			FindDepositDays findDays, FindActor findActor, FindBatch findBatch) {
		this.findVisibleNodes = findVisibleNodes;
		this.findDeposits = findDeposits;
		this.summarize = summarize;
		this.findDays = findDays;
		this.findActor = findActor;
		this.findBatch = findBatch;
	}

	@GetMapping("/depots")
	String deposits(@RequestParam(required = false) @Nullable DepositState state,
			@RequestParam(defaultValue = "") String search, @RequestParam(required = false) @Nullable String after,
			@AuthenticationPrincipal HrSignIn user, Model model) {
		if (this.findVisibleNodes.of(user.actor()).isEmpty()) {
			throw Refusal.notFound();
		}
		String words = search.substring(0, Math.min(search.length(), LONGEST_SEARCH));
		FindDeposits.Page page = this.findDeposits.of(user.actor(), state, words, cursor(after));
		model.addAttribute("summary", this.summarize.of(user.actor()));
		model.addAttribute("counted", SummarizeDeposits.COUNTED);
		model.addAttribute("chart", DeliveryChart.of(this.findDays.of(user.actor())));
		model.addAttribute("lines", page.lines());
		model.addAttribute("next", page.next());
		model.addAttribute("state", state);
		model.addAttribute("search", words);
		model.addAttribute("first", after == null);
		model.addAttribute("hasBatches",
				!this.findBatch.latest(this.findActor.byId(user.actor()).orElseThrow(Refusal::notFound)).isEmpty());
		model.addAttribute("states", DepositState.values());
		return "payroll/deposits";
	}

	/** An invented place in the list does not exist. */
	private static FindDeposits.@Nullable Cursor cursor(@Nullable String after) {
		try {
			return (after != null) ? FindDeposits.Cursor.parse(after) : null;
		}
		catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException ex) {
			throw Refusal.notFound();
		}
	}

}
