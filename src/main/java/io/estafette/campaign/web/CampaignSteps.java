package io.estafette.campaign.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.CampaignState;
import io.estafette.campaign.CampaignView;
import io.estafette.campaign.ChangeCampaign;
import io.estafette.campaign.CheckCampaign;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.FindCampaign;
import io.estafette.campaign.FindClientCompanies;
import io.estafette.campaign.PreviewCampaign;
import io.estafette.organization.BrandOption;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.HasOption;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.NodeId;
import io.estafette.organization.NodeKind;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The four steps in which a draft is configured, and its check (C2-C9, C18). */
@Controller
@RequestMapping("/diffusions/pilotee/{id}")
class CampaignSteps {

	private final FindCampaign findCampaign;

	private final FindCampaignTargets findTargets;

	private final FindClientCompanies findClientCompanies;

	private final ChangeCampaign changeCampaign;

	private final CheckCampaign checkCampaign;

	private final PreviewCampaign previewCampaign;

	private final HasOption hasOption;

	private final Clock clock;

	private final MessageSource messages;

	CampaignSteps(FindCampaign findCampaign, FindCampaignTargets findTargets, FindClientCompanies findClientCompanies,
			ChangeCampaign changeCampaign, CheckCampaign checkCampaign, PreviewCampaign previewCampaign,
			HasOption hasOption, Clock clock, MessageSource messages) {
		this.findCampaign = findCampaign;
		this.findTargets = findTargets;
		this.findClientCompanies = findClientCompanies;
		this.changeCampaign = changeCampaign;
		this.checkCampaign = checkCampaign;
		this.previewCampaign = previewCampaign;
		this.hasOption = hasOption;
		this.clock = clock;
		this.messages = messages;
	}

	@GetMapping("/cible")
	String target(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model) {
		return step(id, user, model, "cible", (campaign) -> {
			model.addAttribute("kinds", CampaignKind.values());
			model.addAttribute("targets",
					this.findTargets.of(user.actor())
						.stream()
						.filter((target) -> target.node().brand().equals(campaign.target().brand()))
						.toList());
		});
	}

	@PostMapping("/cible")
	String saveTarget(@PathVariable UUID id, @RequestParam String name, @RequestParam CampaignKind kind,
			@RequestParam UUID node, @RequestParam(defaultValue = "declencheurs") String next,
			@AuthenticationPrincipal HrSignIn user, RedirectAttributes redirect, Locale locale) {
		return save(id, user, "cible", next, redirect, locale, (now) -> now.withTarget(new NodeId(node), name, kind));
	}

	@GetMapping("/declencheurs")
	String triggers(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model) {
		return step(id, user, model, "declencheurs", (campaign) -> {
			NodeId brand = campaign.target().brand();
			model.addAttribute("executiveFilter", this.hasOption.on(brand, BrandOption.EXECUTIVE_FILTER));
			model.addAttribute("companyFilter", this.hasOption.on(brand, BrandOption.CLIENT_COMPANY_FILTER));
			model.addAttribute("companies", this.findClientCompanies.of(brand));
			model.addAttribute("sent", this.checkCampaign.sent(brand));
			model.addAttribute("kinds", PayrollDocument.values());
			model.addAttribute("executives", ExecutiveFilter.values());
			model.addAttribute("isAgency", campaign.target().kind() == NodeKind.AGENCY);
		});
	}

	@PostMapping("/declencheurs")
	String saveTriggers(@PathVariable UUID id, @RequestParam(required = false) @Nullable Set<PayrollDocument> triggers,
			@RequestParam(defaultValue = "ALL") ExecutiveFilter executives,
			@RequestParam(required = false) @Nullable Set<UUID> companies,
			@RequestParam(defaultValue = "false") boolean retroactive,
			@RequestParam(defaultValue = "documents") String next, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes redirect, Locale locale) {
		return save(id, user, "declencheurs", next, redirect, locale,
				(now) -> now.withTriggers((triggers != null) ? triggers : Set.of(), executives,
						(companies != null) ? companies : Set.of(), retroactive));
	}

	@GetMapping("/calendrier")
	String schedule(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model) {
		return step(id, user, model, "calendrier", (campaign) -> {
			model.addAttribute("today", today());
			model.addAttribute("earliest", today().minusMonths(3));
			model.addAttribute("proposed", CampaignSettings.proposedSince(today()));
		});
	}

	@PostMapping("/calendrier")
	String saveSchedule(@PathVariable UUID id,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate start,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate end,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate since,
			@RequestParam(defaultValue = "verification") String next, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes redirect, Locale locale) {
		return save(id, user, "calendrier", next, redirect, locale, (now) -> now.withSchedule(since, start, end));
	}

	/** C10, C18: every reason why not, and whom a launch would serve at once. */
	@GetMapping("/verification")
	String check(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, Model model, Locale locale) {
		return step(id, user, model, "verification", (campaign) -> {
			model.addAttribute("reasons",
					this.checkCampaign.of(campaign.id(), user.actor())
						.stream()
						.map((reason) -> reason.sentence(this.messages, locale))
						.toList());
			model.addAttribute("preview", this.previewCampaign.of(campaign.id(), user.actor()));
			model.addAttribute("companies",
					this.findClientCompanies.of(campaign.target().brand())
						.stream()
						.filter((company) -> campaign.settings().clientCompanies().contains(company.id()))
						.toList());
		});
	}

	private String step(UUID id, HrSignIn user, Model model, String step, Consumer<CampaignView> more) {
		CampaignView campaign = this.findCampaign.of(new CampaignId(id), user.actor());
		if (campaign.state() != CampaignState.DRAFT) {
			return "redirect:/diffusions/pilotee/" + id;
		}
		model.addAttribute("campaign", campaign);
		more.accept(campaign);
		return "campaign/" + step;
	}

	/**
	 * Saved as it is, complete or not (C2); then on to the next step, or back to the
	 * list.
	 */
	private String save(UUID id, HrSignIn user, String step, String next, RedirectAttributes redirect, Locale locale,
			UnaryOperator<CampaignSettings> change) {
		CampaignView campaign = this.findCampaign.of(new CampaignId(id), user.actor());
		try {
			this.changeCampaign.of(campaign.id(), user.actor(), change.apply(campaign.settings()));
		}
		catch (Refusal refusal) {
			if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
				throw refusal;
			}
			redirect.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
			return "redirect:/diffusions/pilotee/" + id + "/" + step;
		}
		if ("liste".equals(next)) {
			redirect.addFlashAttribute("done", this.messages.getMessage("campaign.saved", null, locale));
			return "redirect:" + CampaignList.address(this.findCampaign.of(campaign.id(), user.actor()));
		}
		return "redirect:/diffusions/pilotee/" + id + "/" + Step.after(step);
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneId.of("Europe/Paris"));
	}

	/** The steps in their order. */
	private enum Step {

		CIBLE, DECLENCHEURS, DOCUMENTS, CALENDRIER, VERIFICATION;

		static String after(String step) {
			Step now = valueOf(step.toUpperCase(Locale.ROOT));
			return values()[now.ordinal() + 1].name().toLowerCase(Locale.ROOT);
		}

	}

}
