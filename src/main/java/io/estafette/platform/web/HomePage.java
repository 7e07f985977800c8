package io.estafette.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The home page and the sign-in page. */
@Controller
class HomePage {

	private final String tasklistUrl;

	HomePage(@Value("${estafette.tasklist-url}") String tasklistUrl) {
		this.tasklistUrl = tasklistUrl;
	}

	@GetMapping("/")
	String home(HttpServletRequest request, Model model) {
		if (request.isUserInRole("EMPLOYEE")) {
			return "redirect:/coffre";
		}
		model.addAttribute("tasklistUrl", this.tasklistUrl);
		return "home";
	}

	@GetMapping("/login")
	String login(HttpServletRequest request) {
		return (request.getUserPrincipal() != null) ? "redirect:/" : "login";
	}

}
