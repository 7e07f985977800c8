package io.estafette.organization.web;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import io.estafette.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How a form of the administration is answered. */
@Component
class Answers {

	private final MessageSource messages;

	Answers(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * Leads to where the work says, with a message; or, when it is refused, back to the
	 * form with the reason and what was typed.
	 */
	String to(RedirectAttributes next, Locale locale, String done, String back, Map<String, String> typed,
			Supplier<String> work) {
		try {
			String target = work.get();
			next.addFlashAttribute("done", this.messages.getMessage(done, null, locale));
			return "redirect:" + target;
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
			next.addFlashAttribute("typed", typed);
			return "redirect:" + back;
		}
	}

}
