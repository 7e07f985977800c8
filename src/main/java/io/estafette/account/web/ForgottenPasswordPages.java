package io.estafette.account.web;

import java.util.Locale;

import io.estafette.account.FindPasswordLink;
import io.estafette.account.RequestPasswordLink;
import io.estafette.account.ResetPassword;
import io.estafette.platform.Refusal;
import io.estafette.platform.security.PasswordRule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Whoever forgot a password asks for a link, and chooses another one with it. */
@Controller
@RequestMapping("/mot-de-passe")
class ForgottenPasswordPages {

	private final RequestPasswordLink request;

	private final FindPasswordLink findLink;

	private final ResetPassword reset;

	private final MessageSource messages;

	ForgottenPasswordPages(RequestPasswordLink request, FindPasswordLink findLink, ResetPassword reset,
			MessageSource messages) {
		this.request = request;
		this.findLink = findLink;
		this.reset = reset;
		this.messages = messages;
	}

	@GetMapping
	String ask(Model model) {
		model.addAttribute("minutes", RequestPasswordLink.SHORTEST_INTERVAL.toMinutes());
		return "account/forgotten";
	}

	/** The answer says the same whether the login exists or not. */
	@PostMapping
	String ask(@RequestParam(defaultValue = "") String username, HttpServletRequest request,
			HttpServletResponse response, Model model, Locale locale) {
		try {
			this.request.of(username, request.getRemoteAddr());
		}
		catch (Refusal refusal) {
			response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
			model.addAttribute("trouble", refusal.sentence(this.messages, locale));
			return ask(model);
		}
		return "redirect:/mot-de-passe?envoye";
	}

	@GetMapping("/{token}")
	String choose(@PathVariable String token, Model model, HttpServletResponse response) {
		return this.findLink.byToken(token).map((owner) -> {
			model.addAttribute("login", owner.login());
			model.addAttribute("shortest", PasswordRule.SHORTEST);
			return "account/new-password";
		}).orElseGet(() -> {
			response.setStatus(HttpStatus.GONE.value());
			return "account/link-gone";
		});
	}

	@PostMapping("/{token}")
	String choose(@PathVariable String token, @RequestParam(defaultValue = "") String password,
			@RequestParam(defaultValue = "") String repeated, Model model, HttpServletResponse response,
			Locale locale) {
		try {
			if (!password.equals(repeated)) {
				throw new Refusal(Refusal.Kind.INVALID, "PASSWORDS_DIFFER");
			}
			this.reset.with(token, password);
			return "redirect:/login?chosen";
		}
		catch (Refusal refusal) {
			String page = choose(token, model, response);
			if (page.equals("account/new-password")) {
				response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
				model.addAttribute("trouble", refusal.sentence(this.messages, locale));
			}
			return page;
		}
	}

}
