package io.estafette.organization.web;

import java.util.List;

import io.estafette.organization.Emitter;
import io.estafette.organization.FindBranding;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.FindLogo;
import io.estafette.organization.FindSwitchedOffBrand;
import io.estafette.organization.FindVisibleNodes;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.NodeId;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * What stands around every page: who is signed in, the menu that fits their rights (O2,
 * O4), whom to contact (O7).
 */
@ControllerAdvice(annotations = Controller.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageFrame {

	private final FindEmitters findEmitters;

	private final FindCampaignTargets findCampaignTargets;

	private final FindSwitchedOffBrand findSwitchedOffBrand;

	private final FindVisibleNodes findVisibleNodes;

	private final FindBranding findBranding;

	private final FindLogo findLogo;

	private final String platformSupport;

	PageFrame(FindEmitters findEmitters, FindCampaignTargets findCampaignTargets,
			FindSwitchedOffBrand findSwitchedOffBrand, FindVisibleNodes findVisibleNodes, FindBranding findBranding,
			FindLogo findLogo, @Value("${estafette.support-address}") String platformSupport) {
		this.findEmitters = findEmitters;
		this.findCampaignTargets = findCampaignTargets;
		this.findSwitchedOffBrand = findSwitchedOffBrand;
		this.findVisibleNodes = findVisibleNodes;
		this.findBranding = findBranding;
		this.findLogo = findLogo;
		this.platformSupport = platformSupport;
	}

	@ModelAttribute
	void frame(@AuthenticationPrincipal @Nullable Object principal, HttpServletRequest request, Model model) {
		model.addAttribute("path", request.getRequestURI().substring(request.getContextPath().length()));
		model.addAttribute("support", this.platformSupport);
		model.addAttribute("canSend", false);
		model.addAttribute("canCampaign", false);
		model.addAttribute("canAdministrate", false);
		model.addAttribute("canSeeEmployees", false);
		if (principal instanceof HrSignIn user) {
			List<Emitter> emitters = this.findEmitters.of(user.actor());
			model.addAttribute("signedInAs", user.displayName());
			model.addAttribute("canSend", !emitters.isEmpty());
			model.addAttribute("canCampaign", !this.findCampaignTargets.of(user.actor()).isEmpty());
			model.addAttribute("canSeeEmployees",
					!emitters.isEmpty() || !this.findVisibleNodes.of(user.actor()).isEmpty());
			model.addAttribute("canAdministrate", request.isUserInRole("ADMIN"));
			if (emitters.isEmpty()) {
				this.findSwitchedOffBrand.of(user.actor()).ifPresent((brand) -> {
					model.addAttribute("serviceOff", true);
					model.addAttribute("support", this.findBranding.of(brand).supportAddress());
				});
			}
			if (!emitters.isEmpty()) {
				NodeId brand = emitters.getFirst().node().brand();
				model.addAttribute("support", this.findBranding.of(brand).supportAddress());
				boolean oneBrand = emitters.stream().allMatch((emitter) -> emitter.node().brand().equals(brand));
				if (oneBrand && this.findLogo.of(brand).isPresent()) {
					model.addAttribute("logo", brand.value());
				}
			}
		}
	}

}
