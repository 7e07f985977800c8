package io.estafette.tracking.web;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.FindCampaign;
import io.estafette.organization.HrSignIn;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.Journaled;
import io.estafette.tracking.ExportFormat;
import io.estafette.tracking.ExportSubject;
import io.estafette.tracking.FindExports;
import io.estafette.tracking.OpenExport;
import io.estafette.tracking.RequestExport;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Exports of a campaign (C15), of sent documents and of deposits: ask, follow, download.
 */
@Controller
class ExportPages {

	private static final String SENDS = "/documents/export";

	private static final String DEPOSITS = "/depots/export";

	/** Which days, and which kind of file; CSV when not chosen. */
	record Form(@DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate first,
			@DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate last, @Nullable ExportFormat format) {
	}

	private final FindCampaign findCampaign;

	private final FindExports findExports;

	private final RequestExport requestExport;

	private final OpenExport openExport;

	private final MessageSource messages;

	ExportPages(FindCampaign findCampaign, FindExports findExports, RequestExport requestExport, OpenExport openExport,
			MessageSource messages) {
		this.findCampaign = findCampaign;
		this.findExports = findExports;
		this.requestExport = requestExport;
		this.openExport = openExport;
		this.messages = messages;
	}

	@GetMapping("/diffusions/pilotee/{id}/export")
	String ask(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model) {
		CampaignId campaign = new CampaignId(id);
		model.addAttribute("campaign", this.findCampaign.of(campaign, user.actor()));
		model.addAttribute("exports", this.findExports.of(campaign, user.actor()));
		return page(ExportSubject.CAMPAIGN, model);
	}

	@GetMapping(SENDS)
	String askForSends(@AuthenticationPrincipal HrSignIn user, Model model) {
		return ask(ExportSubject.SENDS, user, model);
	}

	@GetMapping(DEPOSITS)
	String askForDeposits(@AuthenticationPrincipal HrSignIn user, Model model) {
		return ask(ExportSubject.DEPOSITS, user, model);
	}

	private String ask(ExportSubject list, HrSignIn user, Model model) {
		model.addAttribute("exports", this.findExports.of(list, user.actor()));
		return page(list, model);
	}

	private static String page(ExportSubject subject, Model model) {
		model.addAttribute("subject", subject);
		model.addAttribute("formats", ExportFormat.values());
		return "tracking/export";
	}

	@PostMapping("/diffusions/pilotee/{id}/export")
	String request(@PathVariable UUID id, Form form, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next,
			Locale locale) {
		return request("/diffusions/pilotee/" + id + "/export", () -> this.requestExport.of(new CampaignId(id),
				user.actor(), form.first(), form.last(), ExportFormat.orCsv(form.format())), next, locale);
	}

	@PostMapping(SENDS)
	String requestSends(Form form, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		return request(SENDS, () -> this.requestExport.of(ExportSubject.SENDS, user.actor(), form.first(), form.last(),
				ExportFormat.orCsv(form.format())), next, locale);
	}

	@PostMapping(DEPOSITS)
	String requestDeposits(Form form, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		return request(DEPOSITS, () -> this.requestExport.of(ExportSubject.DEPOSITS, user.actor(), form.first(),
				form.last(), ExportFormat.orCsv(form.format())), next, locale);
	}

	private String request(String page, Runnable ask, RedirectAttributes next, Locale locale) {
		try {
			ask.run();
			next.addFlashAttribute("done", this.messages.getMessage("export.requested", null, locale));
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		}
		return "redirect:" + page;
	}

	/** Where the mail leads. */
	@GetMapping("/diffusions/pilotee/exports/{export}")
	String one(@PathVariable UUID export, @AuthenticationPrincipal HrSignIn user) {
		FindExports.View view = this.findExports.announced(export, user.actor());
		return "redirect:" + switch (view.subject()) {
			case CAMPAIGN -> "/diffusions/pilotee/" + view.campaign() + "/export";
			case SENDS -> SENDS;
			case DEPOSITS -> DEPOSITS;
		};
	}

	/** Written by the request's own thread, as slowly as the reader reads. */
	@GetMapping("/diffusions/pilotee/exports/{export}/fichier")
	@Journaled(value = "EXPORT_DOWNLOADED", subject = "campaign_export", id = "export")
	void file(@PathVariable UUID export, @AuthenticationPrincipal HrSignIn user, HttpServletResponse response)
			throws IOException {
		ExportFiles.write(this.openExport.ready(export, user.actor()), this.openExport, response);
	}

}
