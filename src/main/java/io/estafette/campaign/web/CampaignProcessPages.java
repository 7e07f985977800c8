package io.estafette.campaign.web;

import java.util.Optional;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignView;
import io.estafette.campaign.FindCampaign;
import io.estafette.organization.HrSignIn;
import io.estafette.platform.camunda.ReadProcess;
import io.estafette.platform.security.ContentSecurityPolicy;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where a campaign is in its lifecycle, as a picture of its process (C14). */
@Controller
@RequestMapping("/diffusions/pilotee/{id}")
class CampaignProcessPages {

	private final FindCampaign findCampaign;

	private final ReadProcess readProcess;

	CampaignProcessPages(FindCampaign findCampaign, ReadProcess readProcess) {
		this.findCampaign = findCampaign;
		this.readProcess = readProcess;
	}

	@GetMapping("/processus")
	String process(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model,
			HttpServletResponse response) {
		response.setHeader(ContentSecurityPolicy.HEADER, ContentSecurityPolicy.WITH_DIAGRAM);
		CampaignView campaign = this.findCampaign.of(new CampaignId(id), user.actor());
		model.addAttribute("campaign", campaign);
		model.addAttribute("process", state(campaign).orElse(null));
		return "campaign/process";
	}

	@GetMapping(path = "/processus.bpmn", produces = MediaType.APPLICATION_XML_VALUE)
	ResponseEntity<String> model(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user) {
		return ResponseEntity
			.of(state(this.findCampaign.of(new CampaignId(id), user.actor())).map(ReadProcess.State::bpmn));
	}

	private Optional<ReadProcess.State> state(CampaignView campaign) {
		return Optional.ofNullable(campaign.processInstance()).flatMap(this.readProcess::of);
	}

}
