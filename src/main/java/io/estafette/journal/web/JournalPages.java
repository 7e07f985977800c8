package io.estafette.journal.web;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

import io.estafette.journal.JournalEnd;
import io.estafette.journal.JournalEntry;
import io.estafette.journal.JournalHead;
import io.estafette.journal.JournalLines;
import io.estafette.journal.ReadJournal;
import io.estafette.organization.FindBrands;
import io.estafette.organization.HrSignIn;
import io.estafette.platform.web.Journaled;
import io.estafette.platform.web.PrivateFile;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The journal for administrators: read, check, export (D7). */
@Controller
@RequestMapping("/administration/journal")
class JournalPages {

	private static final UUID PLATFORM = new UUID(0, 0);

	private final ReadJournal readJournal;

	private final FindBrands findBrands;

	private final MessageSource messages;

	JournalPages(ReadJournal readJournal, FindBrands findBrands, MessageSource messages) {
		this.readJournal = readJournal;
		this.findBrands = findBrands;
		this.messages = messages;
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable UUID brand,
			@RequestParam(required = false) @Nullable String action,
			@RequestParam(required = false) @Nullable Long before, @AuthenticationPrincipal HrSignIn user,
			Model model) {
		UUID chosen = (brand != null) ? brand : PLATFORM;
		String only = (action != null && !action.isBlank()) ? action : null;
		model.addAttribute("brands", this.findBrands.of(user.actor()));
		model.addAttribute("platform", PLATFORM);
		model.addAttribute("brand", chosen);
		model.addAttribute("actions", this.readJournal.actions(user.actor()));
		model.addAttribute("action", only);
		model.addAttribute("page", this.readJournal.page(user.actor(), chosen, only, before));
		model.addAttribute("first", before == null);
		return "journal/journal";
	}

	@PostMapping("/controle")
	String check(@RequestParam UUID brand, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next,
			Locale locale) {
		ReadJournal.Checked checked = this.readJournal.check(user.actor(), brand);
		Object[] found = { checked.entries(), checked.from(), checked.heads(), String.valueOf(checked.fault()) };
		next.addFlashAttribute((checked.fault() == null) ? "done" : "trouble", this.messages
			.getMessage((checked.fault() == null) ? "journal.intact" : "journal.notIntact", found, locale));
		return "redirect:/administration/journal?brand=" + brand;
	}

	/** Written by the request's own thread, as slowly as the reader reads. */
	@GetMapping("/export")
	@Journaled(value = "JOURNAL_EXPORTED", subject = "brand", id = "brand")
	void export(@RequestParam UUID brand, @AuthenticationPrincipal HrSignIn user, HttpServletResponse response)
			throws IOException {
		this.findBrands.of(user.actor());
		PrivateFile.begin(response, "application/x-ndjson", "journal-" + brand + ".jsonl");
		Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
		this.readJournal.export(user.actor(), brand, new ReadJournal.Reader() {

			@Override
			public void entry(JournalEntry entry) throws IOException {
				out.write(JournalLines.of(entry) + "\n");
			}

			@Override
			public void head(JournalHead head) throws IOException {
				out.write(JournalLines.of(head) + "\n");
			}

			@Override
			public void end(JournalEnd end) throws IOException {
				out.write(JournalLines.of(end) + "\n");
			}

		});
		out.flush();
	}

}
