package io.estafette.tracking.web;

import java.util.UUID;

import io.estafette.directory.EmployeeId;
import io.estafette.organization.HrSignIn;
import io.estafette.tracking.FindPersonMails;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Which mails a person got, and whether they arrived (D2, O8). */
@Controller
class PersonMailPages {

	private final FindPersonMails findMails;

	PersonMailPages(FindPersonMails findMails) {
		this.findMails = findMails;
	}

	@GetMapping("/salaries/{employee}/mails")
	String mails(@PathVariable UUID employee, @RequestParam(required = false) @Nullable UUID after,
			@AuthenticationPrincipal HrSignIn user, Model model) {
		model.addAttribute("page", this.findMails.of(user.actor(), new EmployeeId(employee), after));
		model.addAttribute("first", after == null);
		return "tracking/mails";
	}

}
