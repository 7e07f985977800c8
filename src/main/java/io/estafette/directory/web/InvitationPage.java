package io.estafette.directory.web;

import java.util.Locale;
import java.util.Optional;

import io.estafette.directory.CreateAccount;
import io.estafette.directory.Employee;
import io.estafette.directory.EmployeeSignIn;
import io.estafette.directory.FindAccount;
import io.estafette.directory.FindInvitation;
import io.estafette.directory.JoinAccount;
import io.estafette.organization.FindBranding;
import io.estafette.platform.Refusal;
import io.estafette.platform.security.PasswordRule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page behind the link of a mail: an employee chooses a password and has a vault, or
 * brings this employment into the vault they already have (F4, D2).
 */
@Controller
@RequestMapping("/invitation/{token}")
class InvitationPage {

	private final FindInvitation findInvitation;

	private final FindAccount findAccount;

	private final FindBranding findBranding;

	private final CreateAccount createAccount;

	private final JoinAccount joinAccount;

	private final AuthenticationManager signIn;

	private final MessageSource messages;

	InvitationPage(FindInvitation findInvitation, FindAccount findAccount, FindBranding findBranding,
			CreateAccount createAccount, JoinAccount joinAccount, AuthenticationManager signIn,
			MessageSource messages) {
		this.findInvitation = findInvitation;
		this.findAccount = findAccount;
		this.findBranding = findBranding;
		this.createAccount = createAccount;
		this.joinAccount = joinAccount;
		this.signIn = signIn;
		this.messages = messages;
	}

	@GetMapping
	String show(@PathVariable String token, @AuthenticationPrincipal @Nullable Object principal, Model model,
			HttpServletResponse response) {
		Optional<Employee> invited = this.findInvitation.byToken(token).filter((employee) -> !employee.hasAccount());
		if (invited.isEmpty()) {
			response.setStatus(HttpStatus.GONE.value());
			model.addAttribute("renewable",
					this.findInvitation.expired(token).filter((employee) -> !employee.hasAccount()).isPresent());
			model.addAttribute("token", token);
			return "directory/invitation-gone";
		}
		Employee employee = invited.get();
		model.addAttribute("token", token);
		model.addAttribute("employee", employee);
		model.addAttribute("sender", this.findBranding.of(employee.agency()).senderName());
		model.addAttribute("hasAccount", this.findAccount.byLogin(employee.email()).isPresent());
		model.addAttribute("signedIn", (principal instanceof EmployeeSignIn owner) ? owner.getUsername() : null);
		model.addAttribute("shortest", PasswordRule.SHORTEST);
		return "directory/invitation";
	}

	@PostMapping
	String create(@PathVariable String token, @RequestParam(defaultValue = "") String password,
			@RequestParam(defaultValue = "") String repeated, @AuthenticationPrincipal @Nullable Object principal,
			Model model, HttpServletResponse response, Locale locale) {
		try {
			if (!password.equals(repeated)) {
				throw new Refusal(Refusal.Kind.INVALID, "PASSWORDS_DIFFER");
			}
			this.createAccount.with(token, password);
			return "redirect:/login?created";
		}
		catch (Refusal refusal) {
			return refused(refusal, token, principal, model, response, locale);
		}
	}

	/** With the login and password of the vault they have, unless they are signed in. */
	@PostMapping("/rejoindre")
	String join(@PathVariable String token, @RequestParam(defaultValue = "") String username,
			@RequestParam(defaultValue = "") String password, @AuthenticationPrincipal @Nullable Object principal,
			HttpServletRequest request, Model model, HttpServletResponse response, Locale locale) {
		try {
			if (principal instanceof EmployeeSignIn owner) {
				this.joinAccount.with(token, owner);
				return "redirect:/coffre";
			}
			this.joinAccount.with(token, signIn(username, password, request));
			return "redirect:/login?joined";
		}
		catch (Refusal refusal) {
			return refused(refusal, token, principal, model, response, locale);
		}
	}

	private EmployeeSignIn signIn(String username, String password, HttpServletRequest request) {
		UsernamePasswordAuthenticationToken proof = UsernamePasswordAuthenticationToken.unauthenticated(username,
				password);
		proof.setDetails(new WebAuthenticationDetails(request));
		try {
			if (this.signIn.authenticate(proof).getPrincipal() instanceof EmployeeSignIn owner) {
				return owner;
			}
		}
		catch (LockedException ex) {
			throw new Refusal(Refusal.Kind.TOO_MANY, "PASSWORD_GUESSED");
		}
		catch (AuthenticationException ex) {
			// As below: it says no more than that.
		}
		throw new Refusal(Refusal.Kind.INVALID, "WRONG_VAULT");
	}

	private String refused(Refusal refusal, String token, @Nullable Object principal, Model model,
			HttpServletResponse response, Locale locale) {
		String page = show(token, principal, model, response);
		if (page.equals("directory/invitation")) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("trouble", refusal.sentence(this.messages, locale));
		}
		return page;
	}

}
