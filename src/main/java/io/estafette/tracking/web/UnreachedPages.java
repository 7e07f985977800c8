package io.estafette.tracking.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.estafette.delivery.HandOverId;
import io.estafette.delivery.RepeatHandOverMail;
import io.estafette.delivery.RepeatInvitation;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.RetryFailures;
import io.estafette.directory.EmployeeId;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.Node;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import io.estafette.tracking.FindUnreached;
import io.estafette.tracking.FindUnreached.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Who should have received and did not, with what to do, done from there (C12).
 */
@Controller
@RequestMapping("/diffusions/pilotee/non-servis")
class UnreachedPages {

	private static final List<Integer> DAYS = List.of(7, 14, 30, 60);

	private final FindUnreached findUnreached;

	private final RetryFailures retryFailures;

	private final RepeatHandOverMail repeatMail;

	private final RepeatInvitation repeatInvitation;

	private final MessageSource messages;

	UnreachedPages(FindUnreached findUnreached, RetryFailures retryFailures, RepeatHandOverMail repeatMail,
			RepeatInvitation repeatInvitation, MessageSource messages) {
		this.findUnreached = findUnreached;
		this.retryFailures = retryFailures;
		this.repeatMail = repeatMail;
		this.repeatInvitation = repeatInvitation;
		this.messages = messages;
	}

	@GetMapping
	String unreached(@RequestParam(required = false) @Nullable UUID node,
			@RequestParam(required = false) @Nullable Part part, @RequestParam(defaultValue = "7") int days,
			@RequestParam(required = false) @Nullable UUID after, @AuthenticationPrincipal HrSignIn user, Model model) {
		List<Node> nodes = this.findUnreached.nodes(user.actor());
		Node chosen = nodes.stream()
			.filter((each) -> node == null || each.id().value().equals(node))
			.findFirst()
			.orElseThrow(Refusal::notFound);
		List<Part> parts = this.findUnreached.parts(user.actor(), chosen.id());
		Part shown = (part != null) ? part : parts.getFirst();
		int patience = DAYS.contains(days) ? days : DAYS.getFirst();
		model.addAttribute("node", chosen);
		model.addAttribute("nodes", nodes);
		model.addAttribute("parts", parts);
		model.addAttribute("part", shown);
		model.addAttribute("ofCampaigns", parts.contains(Part.DEPOSITS));
		model.addAttribute("patience", patience);
		model.addAttribute("patiences", DAYS);
		model.addAttribute("page", this.findUnreached.of(user.actor(), chosen.id(), shown, patience, after));
		model.addAttribute("first", after == null);
		return "tracking/unreached";
	}

	@PostMapping("/mails/{handOver}")
	String repeatMail(@PathVariable UUID handOver, @RequestParam UUID node, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		return tell(node, Part.MAILS, next, locale, "unreached.mailRepeated",
				() -> this.repeatMail.of(new HandOverId(handOver), user.actor()));
	}

	@PostMapping("/invitations/{employee}")
	String repeatInvitation(@PathVariable UUID employee, @RequestParam UUID node,
			@AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		return tell(node, Part.ACCOUNTS, next, locale, "delivery.invitationSent",
				() -> this.repeatInvitation.of(user.actor(), new EmployeeId(employee)));
	}

	@PostMapping("/envois/{send}")
	String retry(@PathVariable UUID send, @RequestParam UUID node, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		return tell(node, Part.SENDS, next, locale, "unreached.retried",
				() -> this.retryFailures.of(new FreeDiffusionId(send), user.actor()));
	}

	private String tell(UUID node, Part part, RedirectAttributes next, Locale locale, String done, Runnable action) {
		try {
			action.run();
			next.addFlashAttribute("done", this.messages.getMessage(done, null, locale));
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		}
		return "redirect:/diffusions/pilotee/non-servis?node=" + node + "&part=" + part;
	}

}
