package io.estafette.diffusion.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.estafette.diffusion.ClearRecipients;
import io.estafette.diffusion.CreateRecipient;
import io.estafette.diffusion.FindChosenRecipients;
import io.estafette.diffusion.FindDraft;
import io.estafette.diffusion.FindDraft.Draft;
import io.estafette.diffusion.FindRecipients;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.SearchRecipients;
import io.estafette.diffusion.UpdateRecipients;
import io.estafette.directory.CreateEmployee.NewEmployee;
import io.estafette.directory.CreateEmployee.Outcome;
import io.estafette.directory.Employee;
import io.estafette.directory.EmployeeId;
import io.estafette.organization.Emitter;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
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

/**
 * The recipients of a draft (F3) and the side panel in which one is created (F4). The
 * page replaces parts of itself where scripts run, and loads as a whole where they do
 * not.
 */
@Controller
@RequestMapping("/diffusions/libre/{id}/destinataires")
class RecipientPages {

	private static final int MOST_HITS = 50;

	private static final int MOST_CHIPS = 100;

	private static final int MOST_NAMED = 30;

	private final FindDraft findDraft;

	private final FindEmitters findEmitters;

	private final SearchRecipients search;

	private final FindRecipients findRecipients;

	private final FindChosenRecipients findChosen;

	private final UpdateRecipients update;

	private final ClearRecipients clear;

	private final CreateRecipient create;

	private final MessageSource messages;

	RecipientPages(FindDraft findDraft, FindEmitters findEmitters, SearchRecipients search,
			FindRecipients findRecipients, FindChosenRecipients findChosen, UpdateRecipients update,
			ClearRecipients clear, CreateRecipient create, MessageSource messages) {
		this.findDraft = findDraft;
		this.findEmitters = findEmitters;
		this.search = search;
		this.findRecipients = findRecipients;
		this.findChosen = findChosen;
		this.update = update;
		this.clear = clear;
		this.create = create;
		this.messages = messages;
	}

	@GetMapping
	String recipients(@PathVariable UUID id, @RequestParam(defaultValue = "") String q,
			@AuthenticationPrincipal HrSignIn user, Model model) {
		return page(id, q, user, model);
	}

	@PostMapping
	String update(@PathVariable UUID id, @RequestParam(defaultValue = "") List<UUID> add,
			@RequestParam(defaultValue = "") List<UUID> remove, @RequestParam(defaultValue = "") String matricules,
			@RequestParam(defaultValue = "false") boolean everybody, @RequestParam(defaultValue = "") String q,
			@AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		return changed(id, q, next, locale, () -> {
			List<String> notFound = this.update
				.of(new FreeDiffusionId(id), user.actor(),
						new UpdateRecipients.Change(ids(add), ids(remove), matricules, everybody))
				.notFound();
			if (!notFound.isEmpty()) {
				next.addFlashAttribute("notFound", notFound.stream().limit(MOST_NAMED).toList());
				next.addFlashAttribute("notFoundCount", notFound.size());
			}
		});
	}

	@PostMapping(params = "clear")
	String clear(@PathVariable UUID id, @RequestParam(defaultValue = "") String q,
			@AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		return changed(id, q, next, locale, () -> this.clear.of(new FreeDiffusionId(id), user.actor()));
	}

	@GetMapping(params = "nouveau")
	String panel(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model) {
		model.addAttribute("person", new NewEmployee("", "", "", "", false));
		return page(id, "", user, model);
	}

	@PostMapping("/nouveau")
	String create(@PathVariable UUID id, @RequestParam(defaultValue = "") String lastName,
			@RequestParam(defaultValue = "") String firstName, @RequestParam(defaultValue = "") String matricule,
			@RequestParam(defaultValue = "") String email, @RequestParam(defaultValue = "") String confirmedEmail,
			@AuthenticationPrincipal HrSignIn user, Model model, RedirectAttributes next, Locale locale) {
		// What is confirmed is this address: another one typed since is asked about
		// again.
		boolean confirmed = !confirmedEmail.isEmpty() && confirmedEmail.equals(email.strip());
		NewEmployee person = new NewEmployee(lastName, firstName, matricule, email, confirmed);
		try {
			Outcome outcome = this.create.of(new FreeDiffusionId(id), user.actor(), person);
			if (outcome instanceof Outcome.Created) {
				next.addFlashAttribute("done", this.messages.getMessage("flow.created",
						new Object[] { firstName.strip(), lastName.strip() }, locale));
				return back(id, "", next);
			}
			if (outcome instanceof Outcome.MatriculeTaken taken) {
				model.addAttribute("existing", taken.existing());
			}
			if (outcome instanceof Outcome.EmailTaken taken) {
				model.addAttribute("emailTakenBy", taken.matricule());
			}
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			model.addAttribute("personProblem", refusal.sentence(this.messages, locale));
			model.addAttribute("personProblemAt", refusal.code());
		}
		model.addAttribute("person", person);
		return page(id, "", user, model);
	}

	private String page(UUID id, String q, HrSignIn user, Model model) {
		Draft draft = this.findDraft.of(new FreeDiffusionId(id), user.actor());
		NodeId chosen = draft.emitter();
		if (!draft.isOpenOnPages()) {
			return "redirect:/diffusions/libre/" + id;
		}
		Optional<Emitter> emitter = Optional.ofNullable(chosen)
			.flatMap((node) -> this.findEmitters.of(user.actor(), node));
		if (emitter.isEmpty()) {
			return "redirect:/diffusions/libre/" + id + "/emetteur";
		}
		FindRecipients.Recipients recipients = this.findRecipients.of(draft.id(), MOST_CHIPS);
		List<Employee> hits = this.search.of(draft.id(), user.actor(), q, MOST_HITS);
		model.addAttribute("draft", draft);
		model.addAttribute("emitter", emitter.get());
		model.addAttribute("recipients", recipients);
		model.addAttribute("chosen", this.findChosen.among(draft.id(), hits.stream().map(Employee::id).toList()));
		model.addAttribute("hits", hits);
		model.addAttribute("mostHits", MOST_HITS);
		model.addAttribute("q", q);
		return "diffusion/recipients";
	}

	private String changed(UUID id, String q, RedirectAttributes next, Locale locale, Runnable change) {
		try {
			change.run();
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		}
		return back(id, q, next);
	}

	private static String back(UUID id, String q, RedirectAttributes next) {
		if (!q.isEmpty()) {
			next.addAttribute("q", q);
		}
		return "redirect:/diffusions/libre/" + id + "/destinataires";
	}

	private static List<EmployeeId> ids(List<UUID> ids) {
		return ids.stream().map(EmployeeId::new).toList();
	}

}
