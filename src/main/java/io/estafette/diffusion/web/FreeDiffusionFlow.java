package io.estafette.diffusion.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import io.estafette.diffusion.BeginFreeDiffusion;
import io.estafette.diffusion.CheckFreeDiffusion;
import io.estafette.diffusion.ChooseEmitter;
import io.estafette.diffusion.DiscardDraft;
import io.estafette.diffusion.FindDraft;
import io.estafette.diffusion.FindDraft.Draft;
import io.estafette.diffusion.FindRecipients;
import io.estafette.diffusion.FollowFreeDiffusion;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.FreeDiffusionState;
import io.estafette.diffusion.SendFreeDiffusion;
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
 * A free diffusion from its beginning to its result, step by step (F1, F2, F8, F11); the
 * recipients and the documents have pages of their own.
 */
@Controller
@RequestMapping("/diffusions/libre")
class FreeDiffusionFlow {

	private static final int SHOWN_RECIPIENTS = 20;

	private final BeginFreeDiffusion begin;

	private final FindDraft findDraft;

	private final FindEmitters findEmitters;

	private final ChooseEmitter chooseEmitter;

	private final FindRecipients findRecipients;

	private final CheckFreeDiffusion check;

	private final SendFreeDiffusion send;

	private final DiscardDraft discard;

	private final FollowFreeDiffusion follow;

	private final MessageSource messages;

	FreeDiffusionFlow(BeginFreeDiffusion begin, FindDraft findDraft, FindEmitters findEmitters,
			ChooseEmitter chooseEmitter, FindRecipients findRecipients, CheckFreeDiffusion check,
			SendFreeDiffusion send, DiscardDraft discard, FollowFreeDiffusion follow, MessageSource messages) {
		this.begin = begin;
		this.findDraft = findDraft;
		this.findEmitters = findEmitters;
		this.chooseEmitter = chooseEmitter;
		this.findRecipients = findRecipients;
		this.check = check;
		this.send = send;
		this.discard = discard;
		this.follow = follow;
		this.messages = messages;
	}

	/** Who may send nowhere has no such page (O8). */
	@PostMapping
	String begin(@AuthenticationPrincipal HrSignIn user) {
		if (this.findEmitters.of(user.actor()).isEmpty()) {
			throw Refusal.notFound();
		}
		return "redirect:/diffusions/libre/" + this.begin.by(user.actor());
	}

	/** A draft at the step that is missing; what was sent with its progress. */
	@GetMapping("/{id}")
	String open(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model) {
		Draft draft = draft(id, user);
		if (draft.state() != FreeDiffusionState.DRAFT) {
			model.addAttribute("progress", this.follow.of(draft.id(), user.actor()));
			return "diffusion/progress";
		}
		if (!draft.isOpenOnPages()) {
			return (draft.emitter() != null) ? step(id, "documents") : "redirect:/diffusions/libre";
		}
		if (draft.emitter() == null) {
			return step(id, "emetteur");
		}
		if (draft.recipients() == 0) {
			return step(id, "destinataires");
		}
		return step(id, (draft.documents() == 0) ? "documents" : "verification");
	}

	@GetMapping("/{id}/emetteur")
	String emitters(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model) {
		Draft draft = draft(id, user);
		if (!draft.isOpenOnPages()) {
			return home(id);
		}
		model.addAttribute("draft", draft);
		model.addAttribute("emitters", this.findEmitters.of(user.actor()));
		return "diffusion/emitter";
	}

	/** Another emitter than before clears the recipients, once the user agrees (F2). */
	@PostMapping("/{id}/emetteur")
	String chooseEmitter(@PathVariable UUID id, @RequestParam UUID emitter,
			@RequestParam(defaultValue = "false") boolean confirmed, @AuthenticationPrincipal HrSignIn user,
			Model model, RedirectAttributes next, Locale locale) {
		Draft draft = draft(id, user);
		NodeId chosen = new NodeId(emitter);
		if (draft.recipients() > 0 && !chosen.equals(draft.emitter()) && !confirmed) {
			List<Emitter> emitters = this.findEmitters.of(user.actor());
			model.addAttribute("draft", draft);
			model.addAttribute("emitters", emitters);
			model.addAttribute("asked",
					emitters.stream()
						.filter((candidate) -> candidate.node().id().equals(chosen))
						.findFirst()
						.orElse(null));
			return "diffusion/emitter";
		}
		try {
			this.chooseEmitter.of(draft.id(), user.actor(), chosen);
		}
		catch (Refusal refusal) {
			return refused(refusal, id, "emetteur", next, locale);
		}
		return step(id, "destinataires");
	}

	@GetMapping("/{id}/verification")
	String check(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model, Locale locale) {
		Draft draft = draft(id, user);
		if (!draft.isOpenOnPages()) {
			return home(id);
		}
		model.addAttribute("draft", draft);
		try {
			model.addAttribute("summary", this.check.of(draft.id(), user.actor()));
			model.addAttribute("recipients", this.findRecipients.of(draft.id(), SHOWN_RECIPIENTS));
		}
		catch (Refusal refusal) {
			model.addAttribute("missing", refusal.sentence(this.messages, locale));
			model.addAttribute("missingAt", switch (refusal.code()) {
				case "NO_EMITTER", "EMITTER_NOT_ALLOWED" -> "emetteur";
				case "NO_RECIPIENT" -> "destinataires";
				default -> "documents";
			});
		}
		return "diffusion/check";
	}

	/** The only click after which something leaves (F8). */
	@PostMapping("/{id}/envoi")
	String send(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		try {
			this.send.of(new FreeDiffusionId(id), user.actor());
		}
		catch (Refusal refusal) {
			return refused(refusal, id, "verification", next, locale);
		}
		return home(id);
	}

	@PostMapping("/{id}/suppression")
	String discard(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next,
			Locale locale) {
		this.discard.of(new FreeDiffusionId(id), user.actor());
		next.addFlashAttribute("done", this.messages.getMessage("flow.discarded", null, locale));
		return "redirect:/diffusions/libre";
	}

	private Draft draft(UUID id, HrSignIn user) {
		return this.findDraft.of(new FreeDiffusionId(id), user.actor());
	}

	private String refused(Refusal refusal, UUID id, String step, RedirectAttributes next, Locale locale) {
		if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
			throw refusal;
		}
		next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		return step(id, step);
	}

	private static String home(UUID id) {
		return "redirect:/diffusions/libre/" + id;
	}

	private static String step(UUID id, String step) {
		return home(id) + "/" + Objects.requireNonNull(step);
	}

}
