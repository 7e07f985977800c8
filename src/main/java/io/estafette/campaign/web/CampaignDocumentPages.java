package io.estafette.campaign.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.estafette.campaign.AddCampaignDocument;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignState;
import io.estafette.campaign.CampaignView;
import io.estafette.campaign.ChangeCampaignDocument;
import io.estafette.campaign.FindCampaign;
import io.estafette.campaign.OpenCampaignDocument;
import io.estafette.campaign.RemoveCampaignDocument;
import io.estafette.document.DocumentId;
import io.estafette.document.DocumentNames;
import io.estafette.document.OpenDocument;
import io.estafette.organization.BrandOption;
import io.estafette.organization.HasOption;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.Journaled;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The documents of a campaign: added, named and removed in a draft, read at any time (C7,
 * C13).
 */
@Controller
@RequestMapping("/diffusions/pilotee/{id}/documents")
class CampaignDocumentPages {

	private final FindCampaign findCampaign;

	private final AddCampaignDocument addDocument;

	private final ChangeCampaignDocument changeDocument;

	private final RemoveCampaignDocument removeDocument;

	private final OpenCampaignDocument openDocument;

	private final HasOption hasOption;

	private final MessageSource messages;

	private final String tasklistUrl;

	CampaignDocumentPages(FindCampaign findCampaign, AddCampaignDocument addDocument,
			ChangeCampaignDocument changeDocument, RemoveCampaignDocument removeDocument,
			OpenCampaignDocument openDocument, HasOption hasOption, MessageSource messages,
			@Value("${estafette.tasklist-url}") String tasklistUrl) {
		this.findCampaign = findCampaign;
		this.addDocument = addDocument;
		this.changeDocument = changeDocument;
		this.removeDocument = removeDocument;
		this.openDocument = openDocument;
		this.hasOption = hasOption;
		this.messages = messages;
		this.tasklistUrl = tasklistUrl;
	}

	@GetMapping
	String documents(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model) {
		CampaignView campaign = this.findCampaign.of(new CampaignId(id), user.actor());
		if (campaign.state() != CampaignState.DRAFT) {
			return "redirect:/diffusions/pilotee/" + id;
		}
		NodeId brand = campaign.target().brand();
		model.addAttribute("campaign", campaign);
		model.addAttribute("strict", this.hasOption.on(brand, BrandOption.CAMPAIGN_DOCUMENTS_2_MB));
		model.addAttribute("sealed", this.hasOption.on(brand, BrandOption.SEAL_CAMPAIGN_DOCUMENTS));
		model.addAttribute("signed", this.hasOption.on(brand, BrandOption.SIGNED_DIFFUSION));
		model.addAttribute("tasklistUrl", this.tasklistUrl);
		model.addAttribute("mostDocuments", AddCampaignDocument.MOST_DOCUMENTS);
		return "campaign/documents";
	}

	/** For browsers without scripts: several files in one form. */
	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String upload(@PathVariable UUID id, @RequestParam List<MultipartFile> files,
			@AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) throws IOException {
		List<String> problems = new ArrayList<>();
		for (MultipartFile file : files) {
			try {
				add(id, file, user);
			}
			catch (Refusal refusal) {
				if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
					throw refusal;
				}
				problems.add(fileName(file) + " : " + refusal.sentence(this.messages, locale));
			}
		}
		next.addFlashAttribute("problems", problems);
		return back(id);
	}

	/** For the page's script: one file, answered with the sentence of its refusal. */
	@PostMapping(params = "script", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<Map<String, String>> uploadOne(@PathVariable UUID id, @RequestParam MultipartFile file,
			@AuthenticationPrincipal HrSignIn user, Locale locale) throws IOException {
		try {
			add(id, file, user);
			return ResponseEntity.ok(Map.of());
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			return ResponseEntity.unprocessableEntity()
				.body(Map.of("code", refusal.code(), "sentence", refusal.sentence(this.messages, locale)));
		}
	}

	@PostMapping("/{document}")
	String change(@PathVariable UUID id, @PathVariable UUID document, @RequestParam String name,
			@RequestParam(defaultValue = "false") boolean toSign, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		try {
			this.changeDocument.of(new CampaignId(id), user.actor(), new DocumentId(document), name, toSign);
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("problemAt", document);
			next.addFlashAttribute("problem", refusal.sentence(this.messages, locale));
		}
		return back(id);
	}

	@PostMapping("/{document}/remove")
	String remove(@PathVariable UUID id, @PathVariable UUID document, @AuthenticationPrincipal HrSignIn user) {
		this.removeDocument.from(new CampaignId(id), user.actor(), new DocumentId(document));
		return back(id);
	}

	@GetMapping("/{document}/document.pdf")
	@Journaled(value = "DOCUMENT_READ", subject = "document", id = "document")
	ResponseEntity<InputStreamResource> read(@PathVariable UUID id, @PathVariable UUID document,
			@AuthenticationPrincipal HrSignIn user) {
		OpenDocument.Opened opened = this.openDocument.of(new CampaignId(id), user.actor(), new DocumentId(document));
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_PDF)
			.contentLength(opened.size())
			.cacheControl(CacheControl.noStore().cachePrivate())
			.body(new InputStreamResource(opened.stream()));
	}

	private void add(UUID id, MultipartFile file, HrSignIn user) throws IOException {
		Path stored = Files.createTempFile("upload", ".pdf");
		try {
			file.transferTo(stored);
			this.addDocument.to(new CampaignId(id), user.actor(), stored, fileName(file),
					DocumentNames.proposed(fileName(file)), false);
		}
		finally {
			Files.deleteIfExists(stored);
		}
	}

	private static String fileName(MultipartFile file) {
		return Objects.requireNonNullElse(file.getOriginalFilename(), "");
	}

	private static String back(UUID id) {
		return "redirect:/diffusions/pilotee/" + id + "/documents";
	}

}
