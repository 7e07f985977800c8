package io.estafette.campaign.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.CampaignState;
import io.estafette.campaign.CampaignView;
import io.estafette.campaign.CloseCampaign;
import io.estafette.campaign.DeleteCampaign;
import io.estafette.campaign.DraftCampaign;
import io.estafette.campaign.DuplicateCampaign;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.FindCampaign;
import io.estafette.campaign.FindCampaignAgencies;
import io.estafette.campaign.FindCampaignDays;
import io.estafette.campaign.FindCampaignDeliveries;
import io.estafette.campaign.FindCampaignDeliveries.Sort;
import io.estafette.campaign.FindCampaignDeliveries.Trigger;
import io.estafette.campaign.FindCampaigns;
import io.estafette.campaign.LaunchCampaign;
import io.estafette.campaign.SummarizeCampaigns;
import io.estafette.campaign.UnscheduleCampaign;
import io.estafette.delivery.DeliveryState;
import io.estafette.organization.CampaignTarget;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.NodeId;
import io.estafette.organization.NodeKind;
import io.estafette.platform.Refusal;
import io.estafette.platform.Refusals;
import io.estafette.platform.web.DeliveryChart;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The lists of campaigns, one in detail, and what becomes of it (C1, C9-C14). */
@Controller
@RequestMapping("/diffusions/pilotee")
class CampaignPages {

	private static final int LINES = 50;

	/** The lists of the follow-up, in their order (C12). */
	private static final Map<String, List<CampaignState>> LISTS = new LinkedHashMap<>();
	static {
		LISTS.put("running", List.of(CampaignState.ACTIVE, CampaignState.SCHEDULED));
		LISTS.put("drafts", List.of(CampaignState.DRAFT));
		LISTS.put("archived", List.of(CampaignState.CLOSED));
	}

	/** What the list of people can be sorted by, as its columns stand. */
	private static final List<Sort> COLUMNS = List.of(Sort.MATRICULE, Sort.NAME, Sort.AGENCY, Sort.DOCUMENT,
			Sort.TRIGGER, Sort.DATE, Sort.STATE);

	/** What the list of people is narrowed to and sorted by, as the browser sends it. */
	record People(@Nullable String search, @Nullable DeliveryState state, @Nullable UUID agency,
			@Nullable Trigger trigger, @Nullable Sort sort, @Nullable Boolean descending) {

		/** The latest first, unless something else is asked for. */
		FindCampaignDeliveries.Query query() {
			Sort by = (this.sort != null) ? this.sort : Sort.DATE;
			boolean down = (this.descending != null) ? this.descending : this.sort == null;
			return new FindCampaignDeliveries.Query((this.search != null) ? this.search : "", this.state, this.agency,
					this.trigger, by, down);
		}

	}

	private final FindCampaignTargets findTargets;

	private final SummarizeCampaigns summarize;

	private final FindCampaignDays findDays;

	private final FindCampaignAgencies findAgencies;

	private final FindCampaigns findCampaigns;

	private final FindCampaign findCampaign;

	private final FindCampaignDeliveries findDeliveries;

	private final DraftCampaign draftCampaign;

	private final LaunchCampaign launchCampaign;

	private final UnscheduleCampaign unscheduleCampaign;

	private final CloseCampaign closeCampaign;

	private final DuplicateCampaign duplicateCampaign;

	private final DeleteCampaign deleteCampaign;

	private final MessageSource messages;

	CampaignPages(FindCampaignTargets findTargets, SummarizeCampaigns summarize, FindCampaignDays findDays,
			FindCampaignAgencies findAgencies, FindCampaigns findCampaigns, FindCampaign findCampaign,
			FindCampaignDeliveries findDeliveries, DraftCampaign draftCampaign, LaunchCampaign launchCampaign,
			UnscheduleCampaign unscheduleCampaign, CloseCampaign closeCampaign, DuplicateCampaign duplicateCampaign,
			DeleteCampaign deleteCampaign, MessageSource messages) {
		this.findTargets = findTargets;
		this.summarize = summarize;
		this.findDays = findDays;
		this.findAgencies = findAgencies;
		this.findCampaigns = findCampaigns;
		this.findCampaign = findCampaign;
		this.findDeliveries = findDeliveries;
		this.draftCampaign = draftCampaign;
		this.launchCampaign = launchCampaign;
		this.unscheduleCampaign = unscheduleCampaign;
		this.closeCampaign = closeCampaign;
		this.duplicateCampaign = duplicateCampaign;
		this.deleteCampaign = deleteCampaign;
		this.messages = messages;
	}

	/** C1, C12: brand or agency, then the node to look at. */
	@GetMapping
	String overview(@RequestParam(required = false) @Nullable String level,
			@RequestParam(required = false) @Nullable UUID node, @RequestParam(required = false) @Nullable String list,
			@RequestParam(required = false) @Nullable String after, @AuthenticationPrincipal HrSignIn user,
			Model model) {
		List<CampaignTarget> targets = this.findTargets.of(user.actor());
		if (targets.isEmpty()) {
			throw Refusal.notFound();
		}
		boolean brands = "marque".equals(level);
		List<CampaignTarget> shown = targets.stream()
			.filter((target) -> (target.node().kind() == NodeKind.BRAND) == brands)
			.toList();
		CampaignTarget chosen = shown.stream()
			.filter((target) -> node == null || target.node().id().value().equals(node))
			.findFirst()
			.orElse(null);
		if (node != null && chosen == null) {
			throw Refusal.notFound();
		}
		model.addAttribute("level", brands ? "marque" : "agence");
		model.addAttribute("hasBrands", targets.stream().anyMatch((target) -> target.node().kind() == NodeKind.BRAND));
		model.addAttribute("targets", shown);
		model.addAttribute("chosen", chosen);
		model.addAttribute("form", UUID.randomUUID());
		if (chosen != null) {
			NodeId at = chosen.node().id();
			Map<String, FindCampaigns.Page> lists = new LinkedHashMap<>();
			LISTS.forEach((name, states) -> {
				// A later page shows one list alone.
				if (list == null || list.equals(name)) {
					lists.put(name, this.findCampaigns.of(user.actor(), states, at, cursor(after)));
				}
			});
			model.addAttribute("summary", this.summarize.of(user.actor(), at));
			model.addAttribute("lists", lists);
			model.addAttribute("alone", list != null);
			model.addAttribute("live",
					lists.values()
						.stream()
						.flatMap((page) -> page.lines().stream())
						.filter((line) -> line.state() == CampaignState.ACTIVE)
						.map((line) -> "#figures-" + line.id())
						.collect(Collectors.joining(",")));
		}
		return "campaign/overview";
	}

	@PostMapping
	String begin(@RequestParam UUID node, @RequestParam(required = false) @Nullable UUID form,
			@AuthenticationPrincipal HrSignIn user) {
		CampaignId id = this.draftCampaign.fromForm(proposed(form), user.actor(), new CampaignSettings(new NodeId(node),
				null, CampaignKind.INFORMATION_NOTE, Set.of(), ExecutiveFilter.ALL, Set.of(), null, null, null));
		return "redirect:/diffusions/pilotee/" + id + "/cible";
	}

	/** C13, C14; a draft goes on where it is edited. */
	@GetMapping("/{id}")
	String detail(@PathVariable UUID id, @ModelAttribute("people") People people,
			@RequestParam(required = false) @Nullable Long after, @RequestParam(required = false) @Nullable String ask,
			@AuthenticationPrincipal HrSignIn user, Model model, RedirectAttributes next) {
		CampaignView campaign = this.findCampaign.of(new CampaignId(id), user.actor());
		if (campaign.state() == CampaignState.DRAFT) {
			// What was to be said here is said there.
			Stream.of("done", "trouble")
				.filter(model::containsAttribute)
				.forEach((said) -> next.addFlashAttribute(said, model.getAttribute(said)));
			return "redirect:/diffusions/pilotee/" + id + "/verification";
		}
		model.addAttribute("campaign", campaign);
		model.addAttribute("canUnschedule", campaign.state() == CampaignState.SCHEDULED);
		FindCampaignDeliveries.Query query = people.query();
		model.addAttribute("query", query);
		model.addAttribute("columns", COLUMNS);
		model.addAttribute("states", DeliveryState.values());
		model.addAttribute("triggers", Trigger.values());
		model.addAttribute("agencies", this.findAgencies.of(new CampaignId(id), user.actor()));
		model.addAttribute("lines", this.findDeliveries.of(new CampaignId(id), user.actor(), query, after, LINES));
		model.addAttribute("first", after == null);
		SortedMap<LocalDate, Long> days = new TreeMap<>();
		this.findDays.of(new CampaignId(id), user.actor()).forEach((day) -> days.put(day.day(), day.handedOver()));
		model.addAttribute("chart", DeliveryChart.of(days));
		model.addAttribute("opened", ask);
		model.addAttribute("form", UUID.randomUUID());
		return "campaign/detail";
	}

	/** C9: a brand campaign is confirmed once more. */
	@PostMapping("/{id}/lancement")
	String launch(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean confirmed,
			@AuthenticationPrincipal HrSignIn user, RedirectAttributes next, Locale locale) {
		CampaignView campaign = this.findCampaign.of(new CampaignId(id), user.actor());
		if (campaign.state() != CampaignState.DRAFT) {
			return detail(id);
		}
		if (campaign.target().kind() == NodeKind.BRAND && !confirmed) {
			next.addFlashAttribute("ask", true);
			return "redirect:/diffusions/pilotee/" + id + "/verification";
		}
		try {
			CampaignState state = this.launchCampaign.of(new CampaignId(id), user.actor());
			next.addFlashAttribute("done", text("campaign.launched." + state, locale));
			return detail(id);
		}
		catch (Refusals refusals) {
			// The page lists every reason.
			return "redirect:/diffusions/pilotee/" + id + "/verification";
		}
		catch (Refusal refusal) {
			// The click before this one has launched it.
			if (refusal.kind() == Refusal.Kind.CONFLICT) {
				return detail(id);
			}
			throw refusal;
		}
	}

	@PostMapping("/{id}/retour")
	String unschedule(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next,
			Locale locale) {
		return tell(id, next, locale, "campaign.unscheduled",
				() -> this.unscheduleCampaign.of(new CampaignId(id), user.actor()));
	}

	@PostMapping("/{id}/cloture")
	String close(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next,
			Locale locale) {
		return tell(id, next, locale, "campaign.closed", () -> this.closeCampaign.of(new CampaignId(id), user.actor()));
	}

	@PostMapping("/{id}/copie")
	String duplicate(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean leaveOutServed,
			@RequestParam(required = false) @Nullable UUID form, @AuthenticationPrincipal HrSignIn user,
			RedirectAttributes next, Locale locale) {
		CampaignId copy = this.duplicateCampaign.fromForm(proposed(form), new CampaignId(id), user.actor(),
				leaveOutServed, locale);
		next.addFlashAttribute("done", text("campaign.duplicated", locale));
		return "redirect:/diffusions/pilotee/" + copy + "/cible";
	}

	@PostMapping("/{id}/suppression")
	String delete(@PathVariable UUID id, @AuthenticationPrincipal HrSignIn user, RedirectAttributes next,
			Locale locale) {
		CampaignView campaign = this.findCampaign.of(new CampaignId(id), user.actor());
		try {
			this.deleteCampaign.of(new CampaignId(id), user.actor());
			next.addFlashAttribute("done", text("campaign.deleted", locale));
			return "redirect:" + CampaignList.address(campaign);
		}
		catch (Refusal refusal) {
			return trouble(id, next, locale, refusal);
		}
	}

	private String tell(UUID id, RedirectAttributes next, Locale locale, String done, Runnable change) {
		try {
			change.run();
			next.addFlashAttribute("done", text(done, locale));
			return detail(id);
		}
		catch (Refusal refusal) {
			return trouble(id, next, locale, refusal);
		}
	}

	private String trouble(UUID id, RedirectAttributes next, Locale locale, Refusal refusal) {
		if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
			throw refusal;
		}
		next.addFlashAttribute("trouble", refusal.sentence(this.messages, locale));
		return detail(id);
	}

	private static String detail(UUID id) {
		return "redirect:/diffusions/pilotee/" + id;
	}

	/** The id for the draft that a form carries, so that it is sent twice with it. */
	private static UUID proposed(@Nullable UUID form) {
		return (form != null) ? form : UUID.randomUUID();
	}

	private static FindCampaigns.@Nullable Cursor cursor(@Nullable String after) {
		try {
			return (after != null) ? FindCampaigns.Cursor.parse(after) : null;
		}
		catch (RuntimeException ex) {
			throw Refusal.notFound();
		}
	}

	private String text(String key, Locale locale) {
		return this.messages.getMessage(key, null, locale);
	}

}
