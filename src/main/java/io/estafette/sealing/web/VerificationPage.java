package io.estafette.sealing.web;

import java.io.IOException;
import java.util.Locale;

import io.estafette.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The public page on which anyone checks a PDF (D5). */
@Controller
@RequestMapping("/verification")
class VerificationPage {

	private static final String VIEW = "sealing/verification";

	private final VerifyUpload verifyUpload;

	private final MessageSource messages;

	VerificationPage(VerifyUpload verifyUpload, MessageSource messages) {
		this.verifyUpload = verifyUpload;
		this.messages = messages;
	}

	@GetMapping
	String ask() {
		return VIEW;
	}

	@PostMapping
	String answer(@RequestParam(required = false) @Nullable MultipartFile file, Model model, Locale language,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (file == null || (file.isEmpty() && "".equals(file.getOriginalFilename()))) {
			model.addAttribute("problem", this.messages.getMessage("verification.noFile", null, language));
			return VIEW;
		}
		model.addAttribute("fileName", file.getOriginalFilename());
		try {
			Verification verification = this.verifyUpload.of(file, request.getRemoteAddr());
			model.addAttribute("result", verification);
			model.addAttribute("sentence", verification.sentence(this.messages, language));
			model.addAttribute("sealedAt", verification.sealedAt(this.messages, language));
			model.addAttribute("signatures", verification.signatures(this.messages, language));
		}
		catch (Refusal refusal) {
			response.setStatus(((refusal.kind() == Refusal.Kind.INVALID) ? HttpStatus.UNPROCESSABLE_ENTITY
					: HttpStatus.TOO_MANY_REQUESTS)
				.value());
			String code = refusal.code();
			model.addAttribute("problem", switch (code) {
				case "NOT_A_PDF", "EMPTY_FILE" -> this.messages.getMessage("verification." + code, null, language);
				default -> refusal.sentence(this.messages, language);
			});
		}
		return VIEW;
	}

}
