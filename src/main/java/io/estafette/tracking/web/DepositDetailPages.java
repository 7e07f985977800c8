package io.estafette.tracking.web;

import java.util.Locale;
import java.util.UUID;

import io.estafette.delivery.HandOverId;
import io.estafette.delivery.RepeatHandOverMail;
import io.estafette.organization.HrSignIn;
import io.estafette.payroll.DepositId;
import io.estafette.platform.Refusal;
import io.estafette.tracking.FindDepositDetail;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One deposit in detail: what it said, what it brought, its mails (P4, O8). */
@Controller
@RequestMapping("/depots/{id}")
class DepositDetailPages {

	private final FindDepositDetail findDetail;

	private final RepeatHandOverMail repeatMail;

	private final MessageSource messages;

	DepositDetailPages(FindDepositDetail findDetail, RepeatHandOverMail repeatMail, MessageSource messages) {
		this.findDetail = findDetail;
		this.repeatMail = repeatMail;
		this.messages = messages;
	}

	@GetMapping
	String deposit(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model) {
		model.addAttribute("deposit", this.findDetail.of(new DepositId(id), user.actor()));
		return "tracking/deposit";
	}

	@PostMapping("/mails/{handOver}")
	String repeatMail(@PathVariable UUID id, @PathVariable UUID handOver, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		try {
			this.repeatMail.of(new HandOverId(handOver), user.actor());
			next.addFlashAttribute("done", this.messages.getMessage("send.mailRepeated", null, locale));
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		}
		return "redirect:/depots/" + id;
	}

}
