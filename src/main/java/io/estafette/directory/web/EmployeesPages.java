package io.estafette.directory.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.estafette.directory.BrowseEmployees;
import io.estafette.directory.ChangeEmployee;
import io.estafette.directory.EmployeeId;
import io.estafette.directory.FindEmployeeCard;
import io.estafette.organization.FindVisibleNodes;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.Node;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The employees whom an HR user may see, and one of them (O8). */
@Controller
@RequestMapping("/salaries")
class EmployeesPages {

	private final FindVisibleNodes findVisibleNodes;

	private final BrowseEmployees browse;

	private final FindEmployeeCard findCard;

	private final ChangeEmployee change;

	private final MessageSource messages;

	EmployeesPages(FindVisibleNodes findVisibleNodes, BrowseEmployees browse, FindEmployeeCard findCard,
			ChangeEmployee change, MessageSource messages) {
		this.findVisibleNodes = findVisibleNodes;
		this.browse = browse;
		this.findCard = findCard;
		this.change = change;
		this.messages = messages;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String search, @RequestParam(required = false) @Nullable UUID agency,
			@RequestParam(required = false) @Nullable UUID after, @AuthenticationPrincipal HrSignIn user, Model model) {
		List<Node> agencies = this.findVisibleNodes.of(user.actor());
		if (agencies.isEmpty()) {
			throw Refusal.notFound();
		}
		BrowseEmployees.Page page = this.browse.of(user.actor(), search, (agency != null) ? new NodeId(agency) : null,
				(after != null) ? new EmployeeId(after) : null);
		model.addAttribute("agencies", agencies);
		model.addAttribute("page", page);
		model.addAttribute("search", search);
		model.addAttribute("agency", agency);
		model.addAttribute("first", after == null);
		return "directory/employees";
	}

	@GetMapping("/{employee}")
	String card(@PathVariable UUID employee, @AuthenticationPrincipal HrSignIn user, Model model) {
		model.addAttribute("card", this.findCard.of(user.actor(), new EmployeeId(employee)));
		return "directory/employee";
	}

	@PostMapping("/{employee}")
	String change(@PathVariable UUID employee, @RequestParam String email,
			@RequestParam(defaultValue = "false") boolean emailConfirmed, @RequestParam UUID agency,
			@AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		try {
			this.change.of(user.actor(), new EmployeeId(employee), email, emailConfirmed, new NodeId(agency));
			next.addFlashAttribute("done", this.messages.getMessage("employees.saved", null, locale));
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
			next.addFlashAttribute("typedEmail", email);
			next.addFlashAttribute("askToConfirm", refusal.code().equals("EMAIL_SHARED"));
		}
		return "redirect:/salaries/" + employee;
	}

}
