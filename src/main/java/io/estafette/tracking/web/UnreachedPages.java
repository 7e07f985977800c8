package io.estafette.tracking.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.estafette.delivery.HandOverId;
import io.estafette.delivery.RepeatHandOverMail;
import io.estafette.delivery.RepeatInvitation;
import io.estafette.directory.EmployeeId;
import io.estafette.organization.CampaignTarget;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.HrSignIn;
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

	private final FindCampaignTargets findTargets;

	private final FindUnreached findUnreached;

	private final RepeatHandOverMail repeatMail;

	private final RepeatInvitation repeatInvitation;

	private final MessageSource messages;

	UnreachedPages(FindCampaignTargets findTargets, FindUnreached findUnreached, RepeatHandOverMail repeatMail,
			RepeatInvitation repeatInvitation, MessageSource messages) {
		this.findTargets = findTargets;
		this.findUnreached = findUnreached;
		this.repeatMail = repeatMail;
		this.repeatInvitation = repeatInvitation;
		this.messages = messages;
	}

	@GetMapping
	String unreached(@RequestParam UUID node, @RequestParam(defaultValue = "DEPOSITS") Part part,
			@RequestParam(defaultValue = "7") int days, @RequestParam(required = false) @Nullable UUID after,
			@AuthenticationPrincipal HrSignIn user, Model model) {
		CampaignTarget chosen = this.findTargets.of(user.actor(), new NodeId(node)).orElseThrow(Refusal::notFound);
		int patience = DAYS.contains(days) ? days : DAYS.getFirst();
		model.addAttribute("node", chosen.node());
		model.addAttribute("parts", Part.values());
		model.addAttribute("part", part);
		model.addAttribute("patience", patience);
		model.addAttribute("patiences", DAYS);
		model.addAttribute("page", this.findUnreached.of(user.actor(), new NodeId(node), part, patience, after));
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
