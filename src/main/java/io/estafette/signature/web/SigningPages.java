package io.estafette.signature.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

import io.estafette.directory.EmployeeSignIn;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.Journaled;
import io.estafette.platform.web.PrivateFile;
import io.estafette.signature.BeginSigning;
import io.estafette.signature.ConfirmSigning;
import io.estafette.signature.DeclineSignature;
import io.estafette.signature.FindSignatures;
import io.estafette.signature.OpenSigned;
import io.estafette.signature.SignatureState;
import io.estafette.signature.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
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
 * The pages on which an employee signs (D4): what there is to sign, read and agreed to;
 * then the code; or a refusal. Afterwards the proof.
 */
@Controller
@RequestMapping("/coffre/{id}")
class SigningPages {

	private final FindSignatures findSignatures;

	private final BeginSigning begin;

	private final ConfirmSigning confirm;

	private final DeclineSignature decline;

	private final OpenSigned openSigned;

	private final MessageSource messages;

	SigningPages(FindSignatures findSignatures, BeginSigning begin, ConfirmSigning confirm, DeclineSignature decline,
			OpenSigned openSigned, MessageSource messages) {
		this.findSignatures = findSignatures;
		this.begin = begin;
		this.confirm = confirm;
		this.decline = decline;
		this.openSigned = openSigned;
		this.messages = messages;
	}

	@GetMapping("/signer")
	String ask(@PathVariable UUID id, @AuthenticationPrincipal EmployeeSignIn owner, Model model) {
		List<FindSignatures.View> all = this.findSignatures.with(id, owner.account());
		List<FindSignatures.View> open = all.stream()
			.filter((each) -> each.state() == SignatureState.REQUESTED)
			.toList();
		model.addAttribute("id", id);
		model.addAttribute("all", all);
		model.addAttribute("open", open);
		model.addAttribute("ready", open.stream().anyMatch(FindSignatures.View::read));
		model.addAttribute("waiting", all.stream().anyMatch((each) -> each.state() == SignatureState.CONSENTED));
		return "signature/sign";
	}

	@PostMapping("/signer/code")
	String sendCode(@PathVariable UUID id, @RequestParam(defaultValue = "") List<UUID> documents,
			@RequestParam(defaultValue = "false") boolean consent,
			@RequestParam(required = false) @Nullable Locale read, @AuthenticationPrincipal EmployeeSignIn owner,
			HttpServletRequest request, RedirectAttributes next, Locale locale) {
		this.findSignatures.of(id, owner.account()).orElseThrow(Refusal::notFound);
		try {
			// The language of the page on which the box was ticked, which may have been
			// changed since.
			String sentence = this.messages.getMessage("signature.consent", null, (read != null) ? read : locale);
			UUID code = this.begin.of(documents, consent ? sentence : "", visitor(owner, request));
			return "redirect:/coffre/" + id + "/signer/" + code;
		}
		catch (Refusal refusal) {
			return trouble(refusal, "redirect:/coffre/" + id + "/signer", next, locale);
		}
	}

	@GetMapping("/signer/{code}")
	String code(@PathVariable UUID id, @PathVariable UUID code, @AuthenticationPrincipal EmployeeSignIn owner,
			HttpServletRequest request, Model model) {
		List<UUID> documents = this.confirm.documents(code, visitor(owner, request));
		model.addAttribute("id", id);
		model.addAttribute("code", code);
		model.addAttribute("documents",
				documents.stream()
					.map((document) -> this.findSignatures.of(document, owner.account()).orElseThrow(Refusal::notFound))
					.toList());
		return "signature/code";
	}

	@PostMapping("/signer/{code}")
	String sign(@PathVariable UUID id, @PathVariable UUID code, @RequestParam(defaultValue = "") String digits,
			@AuthenticationPrincipal EmployeeSignIn owner, HttpServletRequest request, RedirectAttributes next,
			Locale locale) {
		try {
			List<UUID> gone = this.confirm.of(code, digits.strip(), visitor(owner, request));
			next.addFlashAttribute("done", this.messages.getMessage("signature.done", null, locale));
			if (!gone.isEmpty()) {
				String names = gone.stream()
					.map((each) -> this.findSignatures.of(each, owner.account()).orElseThrow(Refusal::notFound).name())
					.collect(Collectors.joining(", "));
				next.addFlashAttribute("trouble",
						this.messages.getMessage("signature.gone", new Object[] { gone.size(), names }, locale));
			}
			return "redirect:/coffre/" + id + "/signer";
		}
		catch (Refusal refusal) {
			return trouble(refusal, "CODE_WRONG".equals(refusal.code()) ? "redirect:/coffre/" + id + "/signer/" + code
					: "redirect:/coffre/" + id + "/signer", next, locale);
		}
	}

	@PostMapping("/refus")
	String decline(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason,
			@AuthenticationPrincipal EmployeeSignIn owner, HttpServletRequest request, RedirectAttributes next,
			Locale locale) {
		try {
			this.decline.of(id, reason, visitor(owner, request));
			next.addFlashAttribute("done", this.messages.getMessage("signature.declined", null, locale));
		}
		catch (Refusal refusal) {
			return trouble(refusal, "redirect:/coffre/" + id + "/signer", next, locale);
		}
		return "redirect:/coffre/" + id + "/signer";
	}

	@GetMapping("/preuve.pdf")
	@Journaled(value = "PROOF_READ", subject = "signature")
	ResponseEntity<InputStreamResource> proof(@PathVariable UUID id, @AuthenticationPrincipal EmployeeSignIn owner) {
		OpenSigned.Opened opened = this.openSigned.forSigner(id, OpenSigned.What.PROOF_PDF, owner.account())
			.orElseThrow(Refusal::notFound);
		return PrivateFile.pdf("preuve " + opened.name() + ".pdf", opened.content().size(), opened.content().stream());
	}

	private String trouble(Refusal refusal, String page, RedirectAttributes next, Locale locale) {
		if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
			throw refusal;
		}
		next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		return page;
	}

	private static Visitor visitor(EmployeeSignIn owner, HttpServletRequest request) {
		String browser = request.getHeader(HttpHeaders.USER_AGENT);
		return new Visitor(owner.account(), request.getSession().getId(), request.getRemoteAddr(),
				(browser != null) ? browser : "");
	}

}
