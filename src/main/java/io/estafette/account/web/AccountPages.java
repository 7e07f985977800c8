package io.estafette.account.web;

import java.security.Principal;
import java.util.List;
import java.util.Locale;

import io.estafette.account.ChangeOwnPassword;
import io.estafette.account.FindOwner;
import io.estafette.account.Owner;
import io.estafette.directory.ChooseLanguage;
import io.estafette.directory.EmployeeSignIn;
import io.estafette.directory.FindEmployees;
import io.estafette.organization.ChooseUserLanguage;
import io.estafette.organization.FindNode;
import io.estafette.organization.HrSignIn;
import io.estafette.platform.Refusal;
import io.estafette.platform.security.PasswordRule;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * One's own account: who one is here, the password, the language of the mails, and for
 * employees the employments that the vault holds.
 */
@Controller
@RequestMapping("/compte")
class AccountPages {

	/** One employment: the brand's name and the place's, and the matricule there. */
	public record Employment(String brand, String place, String matricule, String address) {
	}

	private final FindOwner findOwner;

	private final FindEmployees findEmployees;

	private final FindNode findNode;

	private final ChangeOwnPassword changePassword;

	private final ChooseLanguage chooseLanguage;

	private final ChooseUserLanguage chooseUserLanguage;

	private final MessageSource messages;

	AccountPages(FindOwner findOwner, FindEmployees findEmployees, FindNode findNode, ChangeOwnPassword changePassword,
			ChooseLanguage chooseLanguage, ChooseUserLanguage chooseUserLanguage, MessageSource messages) {
		this.findOwner = findOwner;
		this.findEmployees = findEmployees;
		this.findNode = findNode;
		this.changePassword = changePassword;
		this.chooseLanguage = chooseLanguage;
		this.chooseUserLanguage = chooseUserLanguage;
		this.messages = messages;
	}

	@GetMapping
	String show(Principal user, @AuthenticationPrincipal @Nullable Object principal, Model model) {
		Owner owner = this.findOwner.byLogin(user.getName()).orElseThrow(Refusal::notFound);
		model.addAttribute("owner", owner);
		model.addAttribute("shortest", PasswordRule.SHORTEST);
		if (principal instanceof EmployeeSignIn employee) {
			model.addAttribute("employments", employments(employee));
		}
		return "account/account";
	}

	@PostMapping("/mot-de-passe")
	String changePassword(@RequestParam(defaultValue = "") String old, @RequestParam(defaultValue = "") String password,
			@RequestParam(defaultValue = "") String repeated, Principal user, RedirectAttributes next, Locale locale) {
		try {
			if (!password.equals(repeated)) {
				throw new Refusal(Refusal.Kind.INVALID, "PASSWORDS_DIFFER");
			}
			this.changePassword.of(user.getName(), old, password);
			return "redirect:/login?chosen";
		}
		catch (Refusal refusal) {
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
			return "redirect:/compte";
		}
	}

	@PostMapping("/langue")
	String chooseLanguage(@RequestParam(defaultValue = "") String language,
			@AuthenticationPrincipal @Nullable Object principal, RedirectAttributes next, Locale locale) {
		try {
			switch (principal) {
				case HrSignIn user -> this.chooseUserLanguage.of(user.actor(), Locale.of(language));
				case EmployeeSignIn employee -> this.chooseLanguage.of(employee.account(), Locale.of(language));
				case null, default -> throw new IllegalStateException("Nobody is signed in");
			}
			next.addFlashAttribute("done", this.messages.getMessage("account.saved", null, locale));
		}
		catch (Refusal refusal) {
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		}
		return "redirect:/compte";
	}

	private List<Employment> employments(EmployeeSignIn owner) {
		return this.findEmployees.byAccount(owner.account())
			.stream()
			.map((employee) -> new Employment(this.findNode.byId(employee.brand()).orElseThrow().name(),
					this.findNode.byId(employee.agency()).orElseThrow().name(), employee.matricule(), employee.email()))
			.toList();
	}

}
