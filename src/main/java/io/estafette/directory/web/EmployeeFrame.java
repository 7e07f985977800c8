package io.estafette.directory.web;

import io.estafette.directory.EmployeeSignIn;
import io.estafette.directory.FindEmployees;
import io.estafette.organization.FindBranding;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * What stands around every page for an employee: their name and their brand's support
 * address (O7).
 */
@ControllerAdvice(annotations = Controller.class)
@Order(0)
class EmployeeFrame {

	private final FindEmployees findEmployees;

	private final FindBranding findBranding;

	EmployeeFrame(FindEmployees findEmployees, FindBranding findBranding) {
		this.findEmployees = findEmployees;
		this.findBranding = findBranding;
	}

	@ModelAttribute
	void frame(@AuthenticationPrincipal @Nullable Object principal, Model model) {
		if (principal instanceof EmployeeSignIn owner) {
			this.findEmployees.byAccount(owner.account()).stream().findFirst().ifPresent((employee) -> {
				model.addAttribute("signedInAs", employee.fullName());
				model.addAttribute("support", this.findBranding.of(employee.agency()).supportAddress());
			});
		}
	}

}
