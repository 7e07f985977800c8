package io.estafette.diffusion.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.estafette.diffusion.AddDiffusionDocument;
import io.estafette.diffusion.ChangeDiffusionDocumentType;
import io.estafette.diffusion.FindDiffusionDocuments;
import io.estafette.diffusion.FindDraft;
import io.estafette.diffusion.FindDraft.Draft;
import io.estafette.diffusion.FindFreeDiffusions;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.FreeDiffusionState;
import io.estafette.diffusion.MoveDiffusionDocument;
import io.estafette.diffusion.PreviewDiffusionDocument;
import io.estafette.diffusion.RemoveDiffusionDocument;
import io.estafette.diffusion.RenameDiffusionDocument;
import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.document.OpenDocument;
import io.estafette.organization.FindBranding;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.FindSwitchedOffBrand;
import io.estafette.organization.HrSignIn;
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
 * The pages of free diffusion: where to begin, and the page on which the documents of a
 * draft are added (F1, F5-F7).
 */
@Controller
@RequestMapping("/diffusions/libre")
class FreeDiffusionPages {

	private static final int LATEST = 50;

	private final FindEmitters findEmitters;

	private final FindFreeDiffusions findFreeDiffusions;

	private final FindDiffusionDocuments findDocuments;

	private final AddDiffusionDocument addDocument;

	private final RenameDiffusionDocument renameDocument;

	private final ChangeDiffusionDocumentType changeType;

	private final RemoveDiffusionDocument removeDocument;

	private final MoveDiffusionDocument moveDocument;

	private final PreviewDiffusionDocument previewDocument;

	private final FindDraft findDraft;

	private final FindSwitchedOffBrand findSwitchedOffBrand;

	private final FindBranding findBranding;

	private final MessageSource messages;

	private final String tasklistUrl;

	FreeDiffusionPages(FindEmitters findEmitters, FindFreeDiffusions findFreeDiffusions,
			FindDiffusionDocuments findDocuments, AddDiffusionDocument addDocument,
			RenameDiffusionDocument renameDocument, ChangeDiffusionDocumentType changeType,
			RemoveDiffusionDocument removeDocument, MoveDiffusionDocument moveDocument,
			PreviewDiffusionDocument previewDocument, FindDraft findDraft, FindSwitchedOffBrand findSwitchedOffBrand,
			FindBranding findBranding, MessageSource messages, @Value("${estafette.tasklist-url}") String tasklistUrl) {
		this.findEmitters = findEmitters;
		this.findFreeDiffusions = findFreeDiffusions;
		this.findDocuments = findDocuments;
		this.addDocument = addDocument;
		this.renameDocument = renameDocument;
		this.changeType = changeType;
		this.removeDocument = removeDocument;
		this.moveDocument = moveDocument;
		this.previewDocument = previewDocument;
		this.findDraft = findDraft;
		this.findSwitchedOffBrand = findSwitchedOffBrand;
		this.findBranding = findBranding;
		this.messages = messages;
		this.tasklistUrl = tasklistUrl;
	}

	@GetMapping
	String overview(@AuthenticationPrincipal HrSignIn user, Model model) {
		if (this.findEmitters.of(user.actor()).isEmpty()) {
			throw this.findSwitchedOffBrand.of(user.actor())
				.map((brand) -> new Refusal(Refusal.Kind.FORBIDDEN, "SERVICE_OFF",
						this.findBranding.of(brand).supportAddress()))
				.orElseGet(Refusal::notFound);
		}
		List<FindFreeDiffusions.Line> diffusions = this.findFreeDiffusions.of(user.actor(), LATEST);
		model.addAttribute("diffusions", diffusions);
		model.addAttribute("drafts", diffusions.stream().filter(FindFreeDiffusions.Line::isDraft).toList());
		model.addAttribute("sent", diffusions.stream().filter((line) -> !line.isDraft()).toList());
		model.addAttribute("tasklistUrl", this.tasklistUrl);
		return "diffusion/overview";
	}

	@GetMapping("/{id}/documents")
	String documents(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model) {
		Draft draft = this.findDraft.of(new FreeDiffusionId(id), user.actor());
		if (draft.isOpenOnPages() && draft.emitter() == null) {
			return "redirect:/diffusions/libre/" + id + "/emetteur";
		}
		if (draft.state() != FreeDiffusionState.DRAFT) {
			return "redirect:/diffusions/libre/" + id;
		}
		model.addAttribute("draft", draft);
		model.addAttribute("id", id);
		model.addAttribute("view", this.findDocuments.of(new FreeDiffusionId(id), user.actor()));
		model.addAttribute("mostDocuments", AddDiffusionDocument.MOST_DOCUMENTS);
		model.addAttribute("tasklistUrl", this.tasklistUrl);
		return "diffusion/documents";
	}

	/**
	 * For browsers without scripts: several files in one form, what was refused is listed
	 * on the page.
	 */
	@PostMapping(path = "/{id}/documents", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
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
	@PostMapping(path = "/{id}/documents", params = "script", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
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

	@PostMapping("/{id}/documents/{document}/name")
	String rename(@PathVariable UUID id, @PathVariable UUID document, @RequestParam String name,
			@AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		return tell(id, document, next, locale,
				() -> this.renameDocument.of(new FreeDiffusionId(id), user.actor(), new DocumentId(document), name));
	}

	@PostMapping("/{id}/documents/{document}/type")
	String changeType(@PathVariable UUID id, @PathVariable UUID document, @RequestParam DocumentType type,
			@AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		return tell(id, document, next, locale,
				() -> this.changeType.of(new FreeDiffusionId(id), user.actor(), new DocumentId(document), type));
	}

	@PostMapping("/{id}/documents/{document}/remove")
	String remove(@PathVariable UUID id, @PathVariable UUID document, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		return tell(id, document, next, locale,
				() -> this.removeDocument.of(new FreeDiffusionId(id), user.actor(), new DocumentId(document)));
	}

	@PostMapping("/{id}/documents/{document}/move")
	String move(@PathVariable UUID id, @PathVariable UUID document, @RequestParam boolean up,
			@AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		return tell(id, document, next, locale,
				() -> this.moveDocument.of(new FreeDiffusionId(id), user.actor(), new DocumentId(document), up));
	}

	@GetMapping("/{id}/documents/{document}/apercu.pdf")
	@Journaled(value = "DOCUMENT_READ", subject = "document", id = "document")
	ResponseEntity<InputStreamResource> preview(@PathVariable UUID id, @PathVariable UUID document,
			@AuthenticationPrincipal HrSignIn user) {
		OpenDocument.Opened opened = this.previewDocument.of(new FreeDiffusionId(id), user.actor(),
				new DocumentId(document));
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_PDF)
			.contentLength(opened.size())
			.cacheControl(CacheControl.noStore().cachePrivate())
			.body(new InputStreamResource(opened.stream()));
	}

	private String tell(UUID id, UUID document, RedirectAttributes next, Locale locale, Runnable change) {
		try {
			change.run();
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

	private void add(UUID id, MultipartFile file, HrSignIn user) throws IOException {
		Path stored = Files.createTempFile("upload", ".pdf");
		try {
			file.transferTo(stored);
			this.addDocument.to(new FreeDiffusionId(id), user.actor(), stored, fileName(file));
		}
		finally {
			Files.deleteIfExists(stored);
		}
	}

	private static String fileName(MultipartFile file) {
		return Objects.requireNonNullElse(file.getOriginalFilename(), "");
	}

	private static String back(UUID id) {
		return "redirect:/diffusions/libre/" + id + "/documents";
	}

}
