package io.estafette.delivery.web;

import java.util.Locale;
import java.util.UUID;

import io.estafette.delivery.RepeatInvitation;
import io.estafette.directory.EmployeeId;
import io.estafette.organization.HrSignIn;
import io.estafette.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sends an invitation again: for an HR user, or for whose link has expired (F4). */
@Controller
class RepeatInvitationPages {

	private final RepeatInvitation repeat;

	private final MessageSource messages;

	RepeatInvitationPages(RepeatInvitation repeat, MessageSource messages) {
		this.repeat = repeat;
		this.messages = messages;
	}

	@PostMapping("/salaries/{employee}/invitation")
	String byHrUser(@PathVariable UUID employee, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next,
			Locale locale) {
		return answer(() -> this.repeat.of(user.actor(), new EmployeeId(employee)), "redirect:/salaries/" + employee,
				next, locale);
	}

	@PostMapping("/invitation/{token}/nouveau")
	String byEmployee(@PathVariable String token, RedirectAttributes next, Locale locale) {
		return answer(() -> this.repeat.of(token), "redirect:/invitation/" + token, next, locale);
	}

	private String answer(Runnable repetition, String page, RedirectAttributes next, Locale locale) {
		try {
			repetition.run();
			next.addFlashAttribute("done", this.messages.getMessage("delivery.invitationSent", null, locale));
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		}
		return page;
	}

}
