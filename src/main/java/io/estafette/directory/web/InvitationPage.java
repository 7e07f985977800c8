package io.estafette.directory.web;

import java.util.Optional;

import io.estafette.directory.CreateAccount;
import io.estafette.directory.Employee;
import io.estafette.directory.FindAccount;
import io.estafette.directory.FindInvitation;
import io.estafette.organization.FindBranding;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page behind the link of a mail: an employee chooses a password and has a vault (F4,
 * D2).
 */
@Controller
class InvitationPage {

	private final FindInvitation findInvitation;

	private final FindAccount findAccount;

	private final FindBranding findBranding;

	private final CreateAccount createAccount;

	InvitationPage(FindInvitation findInvitation, FindAccount findAccount, FindBranding findBranding,
			CreateAccount createAccount) {
		this.findInvitation = findInvitation;
		this.findAccount = findAccount;
		this.findBranding = findBranding;
		this.createAccount = createAccount;
	}

	@GetMapping("/invitation/{token}")
	String show(@PathVariable String token, Model model, HttpServletResponse response) {
		Optional<Employee> invited = this.findInvitation.byToken(token).filter((employee) -> !employee.hasAccount());
		if (invited.isEmpty()) {
			response.setStatus(HttpStatus.GONE.value());
			return "directory/invitation-gone";
		}
		return form(invited.get(), model);
	}

	@PostMapping("/invitation/{token}")
	String create(@PathVariable String token, @RequestParam String password,
			@RequestParam(defaultValue = "") String repeated, Model model, HttpServletResponse response) {
		Optional<Employee> invited = this.findInvitation.byToken(token);
		if (invited.isEmpty()) {
			return show(token, model, response);
		}
		boolean hasAccount = this.findAccount.byLogin(invited.get().email()).isPresent();
		if (!hasAccount && !password.equals(repeated)) {
			return refused(invited.get(), "PASSWORDS_DIFFER", model, response);
		}
		return switch (this.createAccount.with(token, password)) {
			case CREATED, JOINED -> "redirect:/login?created";
			case LINK_NOT_USABLE -> show(token, model, response);
			case PASSWORD_TOO_SHORT -> refused(invited.get(), "PASSWORD_TOO_SHORT", model, response);
			case PASSWORD_TOO_LONG -> refused(invited.get(), "PASSWORD_TOO_LONG", model, response);
			case WRONG_PASSWORD -> refused(invited.get(), "WRONG_PASSWORD", model, response);
		};
	}

	private String refused(Employee employee, String problem, Model model, HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		model.addAttribute("problem", problem);
		return form(employee, model);
	}

	private String form(Employee employee, Model model) {
		model.addAttribute("employee", employee);
		model.addAttribute("sender", this.findBranding.of(employee.agency()).senderName());
		model.addAttribute("hasAccount", this.findAccount.byLogin(employee.email()).isPresent());
		model.addAttribute("shortest", CreateAccount.SHORTEST_PASSWORD);
		return "directory/invitation";
	}

}
