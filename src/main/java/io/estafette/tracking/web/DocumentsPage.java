package io.estafette.tracking.web;

import java.util.List;

import io.estafette.organization.FindEmitters;
import io.estafette.organization.HrSignIn;
import io.estafette.platform.Refusal;
import io.estafette.tracking.FindSentDocuments;
import io.estafette.tracking.FindSentDocuments.Cursor;
import io.estafette.tracking.FindSentDocuments.Line;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page <i>Documents</i> (F9). */
@Controller
class DocumentsPage {

	private final FindEmitters findEmitters;

	private final FindSentDocuments findSentDocuments;

	DocumentsPage(FindEmitters findEmitters, FindSentDocuments findSentDocuments) {
		this.findEmitters = findEmitters;
		this.findSentDocuments = findSentDocuments;
	}

	@GetMapping("/documents")
	String list(@RequestParam(required = false) @Nullable String after, @AuthenticationPrincipal HrSignIn user,
			Model model) {
		if (this.findEmitters.of(user.actor()).isEmpty()) {
			throw Refusal.notFound();
		}
		List<Line> found = this.findSentDocuments.of(user.actor(), cursor(after));
		List<Line> lines = found.stream().limit(FindSentDocuments.PAGE).toList();
		model.addAttribute("lines", lines);
		model.addAttribute("first", after == null);
		if (found.size() > lines.size()) {
			Line last = lines.getLast();
			model.addAttribute("next", new Cursor(last.preparedAt(), last.delivery()).toString());
		}
		return "tracking/documents";
	}

	private static @Nullable Cursor cursor(@Nullable String after) {
		try {
			return (after != null) ? Cursor.parse(after) : null;
		}
		catch (RuntimeException ex) {
			throw Refusal.notFound();
		}
	}

}
