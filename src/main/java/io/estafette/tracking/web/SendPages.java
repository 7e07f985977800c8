package io.estafette.tracking.web;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.estafette.delivery.DeliveryState;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.RepeatHandOverMail;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.OpenDiffusionDocument;
import io.estafette.diffusion.RetryFailures;
import io.estafette.document.DocumentId;
import io.estafette.document.OpenDocument;
import io.estafette.organization.FindActor;
import io.estafette.organization.HrSignIn;
import io.estafette.platform.Refusal;
import io.estafette.platform.camunda.ReadProcess;
import io.estafette.platform.security.ContentSecurityPolicy;
import io.estafette.platform.web.DeliveryChart;
import io.estafette.platform.web.Journaled;
import io.estafette.platform.web.PrivateFile;
import io.estafette.signature.CancelSignature;
import io.estafette.signature.OpenSigned;
import io.estafette.signature.RemindSigner;
import io.estafette.tracking.FindSend;
import io.estafette.tracking.FindSendDays;
import io.estafette.tracking.FindSendPeople;
import io.estafette.tracking.FindSendPeople.Sort;
import io.estafette.tracking.RequireSend;
import io.estafette.tracking.WriteSignatures;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
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
 * One send in detail: its people and their states, what was sent, retry and second mails
 * (F9, F11).
 */
@Controller
@RequestMapping("/documents/envois/{id}")
class SendPages {

	/** What the people can be sorted by, as their columns stand. */
	private static final List<Sort> COLUMNS = List.of(Sort.MATRICULE, Sort.NAME, Sort.DATE, Sort.STATE, Sort.MAIL);

	private final FindSend findSend;

	private final RequireSend requireSend;

	private final FindSendDays findDays;

	private final FindSendPeople findPeople;

	private final RetryFailures retryFailures;

	private final RepeatHandOverMail repeatMail;

	private final OpenDiffusionDocument openDocument;

	private final RemindSigner remindSigner;

	private final CancelSignature cancelSignature;

	private final OpenSigned openSigned;

	private final WriteSignatures writeSignatures;

	private final FindActor findActor;

	private final ReadProcess readProcess;

	private final MessageSource messages;

	SendPages(FindSend findSend, RequireSend requireSend, FindSendDays findDays, FindSendPeople findPeople,
			RetryFailures retryFailures, RepeatHandOverMail repeatMail, OpenDiffusionDocument openDocument,
			RemindSigner remindSigner, CancelSignature cancelSignature, OpenSigned openSigned,
			WriteSignatures writeSignatures, FindActor findActor, ReadProcess readProcess, MessageSource messages) {
		this.findSend = findSend;
		this.requireSend = requireSend;
		this.findDays = findDays;
		this.findPeople = findPeople;
		this.retryFailures = retryFailures;
		this.repeatMail = repeatMail;
		this.openDocument = openDocument;
		this.remindSigner = remindSigner;
		this.cancelSignature = cancelSignature;
		this.openSigned = openSigned;
		this.writeSignatures = writeSignatures;
		this.findActor = findActor;
		this.readProcess = readProcess;
		this.messages = messages;
	}

	@GetMapping
	String send(@PathVariable UUID id, @RequestParam(defaultValue = "") String search,
			@RequestParam(required = false) @Nullable DeliveryState state,
			@RequestParam(defaultValue = "NAME") Sort sort, @RequestParam(defaultValue = "false") boolean descending,
			@RequestParam(required = false) @Nullable Integer after, @AuthenticationPrincipal HrSignIn user,
			Model model) {
		FreeDiffusionId diffusion = new FreeDiffusionId(id);
		FindSend.Send send = this.findSend.of(diffusion, user.actor());
		FindSendPeople.Page page = this.findPeople.of(diffusion, user.actor(),
				new FindSendPeople.Query(search, state, sort, descending), after);
		model.addAttribute("send", send);
		model.addAttribute("page", page);
		model.addAttribute("search", search);
		model.addAttribute("state", state);
		model.addAttribute("sort", sort);
		model.addAttribute("descending", descending);
		model.addAttribute("columns", COLUMNS);
		model.addAttribute("chart", DeliveryChart.of(this.findDays.of(diffusion, user.actor())));
		model.addAttribute("first", after == null);
		model.addAttribute("filtered", !search.isBlank() || state != null);
		return "tracking/send";
	}

	@GetMapping("/processus")
	String process(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model,
			HttpServletResponse response) {
		response.setHeader(ContentSecurityPolicy.HEADER, ContentSecurityPolicy.WITH_DIAGRAM);
		FindSend.Send send = this.findSend.of(new FreeDiffusionId(id), user.actor());
		model.addAttribute("send", send);
		model.addAttribute("process", process(send).orElse(null));
		return "tracking/process";
	}

	@GetMapping(path = "/processus.bpmn", produces = MediaType.APPLICATION_XML_VALUE)
	ResponseEntity<String> model(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user) {
		return ResponseEntity
			.of(process(this.findSend.of(new FreeDiffusionId(id), user.actor())).map(ReadProcess.State::bpmn));
	}

	@PostMapping("/reprise")
	String retry(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next,
			Locale locale) {
		return tell(id, next, locale, "send.retried",
				() -> this.retryFailures.of(new FreeDiffusionId(id), user.actor()));
	}

	@PostMapping("/mails/{handOver}")
	String repeatMail(@PathVariable UUID id, @PathVariable UUID handOver, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		return tell(id, next, locale, "send.mailRepeated",
				() -> this.repeatMail.of(new HandOverId(handOver), user.actor()));
	}

	@PostMapping("/signatures/{delivery}/rappel")
	String remind(@PathVariable UUID id, @PathVariable UUID delivery, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		return tell(id, next, locale, "signature.reminded", () -> this.remindSigner.now(delivery, user.actor()));
	}

	@PostMapping("/signatures/{delivery}/annulation")
	String cancel(@PathVariable UUID id, @PathVariable UUID delivery, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		return tell(id, next, locale, "signature.cancelled", () -> this.cancelSignature.of(delivery, user.actor()));
	}

	@GetMapping("/signatures/{delivery}/signe.pdf")
	@Journaled(value = "SIGNED_FILE_READ", subject = "signature", id = "delivery")
	ResponseEntity<InputStreamResource> signed(@PathVariable UUID delivery, @AuthenticationPrincipal HrSignIn user) {
		return signature(this.openSigned.forSender(delivery, OpenSigned.What.SIGNED_PDF, user.actor()), "signe");
	}

	@GetMapping("/signatures/{delivery}/preuve.pdf")
	@Journaled(value = "PROOF_READ", subject = "signature", id = "delivery")
	ResponseEntity<InputStreamResource> proof(@PathVariable UUID delivery, @AuthenticationPrincipal HrSignIn user) {
		return signature(this.openSigned.forSender(delivery, OpenSigned.What.PROOF_PDF, user.actor()), "preuve");
	}

	/** Written by the request's own thread, as slowly as the reader reads. */
	@GetMapping("/signatures.zip")
	@Journaled(value = "SIGNATURES_DOWNLOADED", subject = "free_diffusion")
	void signatures(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, HttpServletResponse response)
			throws IOException {
		FreeDiffusionId diffusion = new FreeDiffusionId(id);
		this.requireSend.of(diffusion, user.actor());
		PrivateFile.begin(response, "application/zip", "signatures.zip");
		this.writeSignatures.of(diffusion, user.actor(), response.getOutputStream());
	}

	private static ResponseEntity<InputStreamResource> signature(OpenSigned.Opened opened, String what) {
		return PrivateFile.pdf(opened.name() + " (" + what + ").pdf", opened.content().size(),
				opened.content().stream());
	}

	@GetMapping("/fichiers/{document}")
	@Journaled(value = "DOCUMENT_READ", subject = "document", id = "document")
	ResponseEntity<InputStreamResource> file(@PathVariable UUID id, @PathVariable UUID document,
			@AuthenticationPrincipal HrSignIn user) {
		OpenDocument.Opened opened = this.openDocument
			.of(this.findActor.byId(user.actor()).orElseThrow(Refusal::notFound), new DocumentId(document));
		return PrivateFile.pdf(opened.name() + ".pdf", opened.size(), opened.stream());
	}

	private Optional<ReadProcess.State> process(FindSend.Send send) {
		return Optional.ofNullable(send.processInstance()).flatMap(this.readProcess::of);
	}

	private String tell(UUID id, RedirectAttributes next, Locale locale, String done, Runnable action) {
		try {
			action.run();
			next.addFlashAttribute("done", this.messages.getMessage(done, null, locale));
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		}
		return "redirect:/documents/envois/" + id;
	}

}
