package io.estafette.directory.web;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import io.estafette.directory.CheckEmployeeImport;
import io.estafette.directory.ConfirmEmployeeImport;
import io.estafette.directory.EmployeeImportId;
import io.estafette.directory.FindEmployeeImport;
import io.estafette.directory.FindImportLines;
import io.estafette.organization.FindBrands;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.Journaled;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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

/** The import of employees: a file, what it would do, the confirmation, the report. */
@Controller
@RequestMapping("/administration/salaries")
class ImportPages {

	private static final int PAGE = 100;

	private static final int REPORT_SLICE = 1_000;

	private final FindBrands findBrands;

	private final CheckEmployeeImport check;

	private final ConfirmEmployeeImport confirm;

	private final FindEmployeeImport findImport;

	private final FindImportLines findLines;

	private final MessageSource messages;

	ImportPages(FindBrands findBrands, CheckEmployeeImport check, ConfirmEmployeeImport confirm,
			FindEmployeeImport findImport, FindImportLines findLines, MessageSource messages) {
		this.findBrands = findBrands;
		this.check = check;
		this.confirm = confirm;
		this.findImport = findImport;
		this.findLines = findLines;
		this.messages = messages;
	}

	@GetMapping
	String form(@AuthenticationPrincipal HrSignIn admin, Model model) {
		model.addAttribute("brands", this.findBrands.of(admin.actor()));
		return "directory/import";
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String check(@RequestParam UUID brand, @RequestParam MultipartFile file, @AuthenticationPrincipal HrSignIn admin,
			RedirectAttributes next, Locale locale) throws IOException {
		Path stored = Files.createTempFile("import", ".csv");
		try {
			file.transferTo(stored);
			return page(this.check.of(admin.actor(), new NodeId(brand), stored,
					Objects.requireNonNullElse(file.getOriginalFilename(), "")));
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
			return "redirect:/administration/salaries";
		}
		finally {
			Files.deleteIfExists(stored);
		}
	}

	@GetMapping("/{import}")
	String report(@PathVariable("import") UUID id,
			@RequestParam(required = false) FindEmployeeImport.@Nullable Outcome outcome,
			@RequestParam(defaultValue = "0") int after, @AuthenticationPrincipal HrSignIn admin, Model model) {
		EmployeeImportId imported = new EmployeeImportId(id);
		List<FindImportLines.Line> lines = this.findLines.of(admin.actor(), imported, outcome, after, PAGE + 1);
		model.addAttribute("imported", this.findImport.of(admin.actor(), imported));
		model.addAttribute("lines", lines.stream().limit(PAGE).toList());
		model.addAttribute("next", (lines.size() > PAGE) ? lines.get(PAGE - 1).number() : null);
		model.addAttribute("outcome", outcome);
		model.addAttribute("first", after == 0);
		return "directory/import-report";
	}

	@PostMapping("/{import}")
	String confirm(@PathVariable("import") UUID id, @AuthenticationPrincipal HrSignIn admin) {
		this.confirm.of(admin.actor(), new EmployeeImportId(id));
		return page(new EmployeeImportId(id));
	}

	/** For spreadsheets in a French locale; no cell is taken for a formula. */
	@GetMapping("/{import}/rapport.csv")
	@Journaled(value = "IMPORT_REPORT_READ", subject = "employee_import", id = "import")
	void csv(@PathVariable("import") UUID id, @AuthenticationPrincipal HrSignIn admin, Locale locale,
			HttpServletResponse response) throws IOException {
		EmployeeImportId imported = new EmployeeImportId(id);
		this.findImport.of(admin.actor(), imported);
		response.setContentType("text/csv;charset=UTF-8");
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename("import-" + id + ".csv").build().toString());
		Writer csv = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
		csv.write("\uFEFFline;matricule;outcome;reason\r\n");
		int after = 0;
		List<FindImportLines.Line> lines;
		do {
			lines = this.findLines.of(admin.actor(), imported, null, after, REPORT_SLICE);
			for (FindImportLines.Line line : lines) {
				String reason = (line.reason() != null)
						? this.messages.getMessage("import.reason." + line.reason(), null, locale) : "";
				csv.write(line.number() + ";" + cell(line.matricule()) + ";" + line.outcome() + ";" + cell(reason)
						+ "\r\n");
				after = line.number();
			}
		}
		while (lines.size() == REPORT_SLICE);
		csv.flush();
	}

	private static String cell(String text) {
		String harmless = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
		return "\"" + harmless.replace("\"", "\"\"") + "\"";
	}

	private static String page(EmployeeImportId id) {
		return "redirect:/administration/salaries/" + id;
	}

}
