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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Exports of a campaign: ask, follow, download (C15). */
@Controller
class ExportPages {

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
		model.addAttribute("formats", ExportFormat.values());
		return "tracking/export";
	}

	@PostMapping("/diffusions/pilotee/{id}/export")
	String request(@PathVariable UUID id,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate first,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate last,
			@RequestParam(defaultValue = "CSV") ExportFormat format, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		try {
			this.requestExport.of(new CampaignId(id), user.actor(), first, last, format);
			next.addFlashAttribute("done", this.messages.getMessage("export.requested", null, locale));
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		}
		return "redirect:/diffusions/pilotee/" + id + "/export";
	}

	/** Where the mail leads. */
	@GetMapping("/diffusions/pilotee/exports/{export}")
	String one(@PathVariable UUID export, @AuthenticationPrincipal HrSignIn user) {
		return "redirect:/diffusions/pilotee/" + this.findExports.byId(export, user.actor()).campaign() + "/export";
	}

	/** Written by the request's own thread, as slowly as the reader reads. */
	@GetMapping("/diffusions/pilotee/exports/{export}/fichier")
	@Journaled(value = "EXPORT_DOWNLOADED", subject = "campaign_export", id = "export")
	void file(@PathVariable UUID export, @AuthenticationPrincipal HrSignIn user, HttpServletResponse response)
			throws IOException {
		ExportFiles.write(this.openExport.ready(export, user.actor()), this.openExport, response);
	}

}
