package io.estafette.campaign.web;

import java.io.IOException;
import java.util.Locale;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.RequireCampaign;
import io.estafette.campaign.WriteCampaignSignatures;
import io.estafette.organization.HrSignIn;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.Journaled;
import io.estafette.platform.web.PrivateFile;
import io.estafette.signature.CancelSignature;
import io.estafette.signature.OpenSigned;
import io.estafette.signature.RemindSigner;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.MessageSource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The sender's side of the signatures that a campaign asked for (C7, D4). */
@Controller
@RequestMapping("/diffusions/pilotee/{id}")
class CampaignSignaturePages {

	private final RequireCampaign requireCampaign;

	private final RemindSigner remindSigner;

	private final CancelSignature cancelSignature;

	private final OpenSigned openSigned;

	private final WriteCampaignSignatures writeSignatures;

	private final MessageSource messages;

	CampaignSignaturePages(RequireCampaign requireCampaign, RemindSigner remindSigner, CancelSignature cancelSignature,
			OpenSigned openSigned, WriteCampaignSignatures writeSignatures, MessageSource messages) {
		this.requireCampaign = requireCampaign;
		this.remindSigner = remindSigner;
		this.cancelSignature = cancelSignature;
		this.openSigned = openSigned;
		this.writeSignatures = writeSignatures;
		this.messages = messages;
	}

	@PostMapping("/signatures/{delivery}/rappel")
	String remind(@PathVariable UUID id, @PathVariable UUID delivery, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		return tell(id, user, next, locale, "signature.reminded", () -> this.remindSigner.now(delivery, user.actor()));
	}

	@PostMapping("/signatures/{delivery}/annulation")
	String cancel(@PathVariable UUID id, @PathVariable UUID delivery, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		return tell(id, user, next, locale, "signature.cancelled",
				() -> this.cancelSignature.of(delivery, user.actor()));
	}

	@GetMapping("/signatures/{delivery}/signe.pdf")
	@Journaled(value = "SIGNED_FILE_READ", subject = "signature", id = "delivery")
	ResponseEntity<InputStreamResource> signed(@PathVariable UUID id, @PathVariable UUID delivery,
			@AuthenticationPrincipal HrSignIn user) {
		this.requireCampaign.of(new CampaignId(id), user.actor());
		return file(this.openSigned.forSender(delivery, OpenSigned.What.SIGNED_PDF, user.actor()), "signe");
	}

	@GetMapping("/signatures/{delivery}/preuve.pdf")
	@Journaled(value = "PROOF_READ", subject = "signature", id = "delivery")
	ResponseEntity<InputStreamResource> proof(@PathVariable UUID id, @PathVariable UUID delivery,
			@AuthenticationPrincipal HrSignIn user) {
		this.requireCampaign.of(new CampaignId(id), user.actor());
		return file(this.openSigned.forSender(delivery, OpenSigned.What.PROOF_PDF, user.actor()), "preuve");
	}

	/** Written by the request's own thread, as slowly as the reader reads. */
	@GetMapping("/signatures.zip")
	@Journaled(value = "SIGNATURES_DOWNLOADED", subject = "campaign")
	void all(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, HttpServletResponse response)
			throws IOException {
		CampaignId campaign = new CampaignId(id);
		this.requireCampaign.of(campaign, user.actor());
		PrivateFile.begin(response, "application/zip", "signatures.zip");
		this.writeSignatures.of(campaign, user.actor(), response.getOutputStream());
	}

	private static ResponseEntity<InputStreamResource> file(OpenSigned.Opened opened, String what) {
		return PrivateFile.pdf(opened.name() + " (" + what + ").pdf", opened.content().size(),
				opened.content().stream());
	}

	private String tell(UUID id, HrSignIn user, RedirectAttributes next, Locale locale, String done, Runnable change) {
		this.requireCampaign.of(new CampaignId(id), user.actor());
		try {
			change.run();
			next.addFlashAttribute("done", this.messages.getMessage(done, null, locale));
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		}
		return "redirect:/diffusions/pilotee/" + id;
	}

}
