package io.estafette.organization.web;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.estafette.organization.BrandOption;
import io.estafette.organization.ChangeLogo;
import io.estafette.organization.ChangeNode;
import io.estafette.organization.CreateNode;
import io.estafette.organization.FindBrands;
import io.estafette.organization.FindLogo;
import io.estafette.organization.FindNodeSettings;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.NodeId;
import io.estafette.organization.NodeKind;
import io.estafette.organization.SaveClientCompany;
import io.estafette.organization.SwitchOptions;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

/**
 * The administration of brands and what is below them: tree, branding, logo, service and
 * options (O1-O3, O7).
 */
@Controller
@RequestMapping("/administration")
class AdministrationPages {

	private final FindBrands findBrands;

	private final FindNodeSettings findSettings;

	private final CreateNode createNode;

	private final ChangeNode changeNode;

	private final ChangeLogo changeLogo;

	private final FindLogo findLogo;

	private final SwitchOptions switchOptions;

	private final SaveClientCompany saveClientCompany;

	private final Answers answers;

	AdministrationPages(FindBrands findBrands, FindNodeSettings findSettings, CreateNode createNode,
			ChangeNode changeNode, ChangeLogo changeLogo, FindLogo findLogo, SwitchOptions switchOptions,
			SaveClientCompany saveClientCompany, Answers answers) {
		this.findBrands = findBrands;
		this.findSettings = findSettings;
		this.createNode = createNode;
		this.changeNode = changeNode;
		this.changeLogo = changeLogo;
		this.findLogo = findLogo;
		this.switchOptions = switchOptions;
		this.saveClientCompany = saveClientCompany;
		this.answers = answers;
	}

	@GetMapping
	String brands(@AuthenticationPrincipal HrSignIn admin, Model model) {
		model.addAttribute("brands", this.findBrands.of(admin.actor()));
		return "organization/brands";
	}

	@PostMapping("/marques")
	String createBrand(@RequestParam String code, @RequestParam String name, @AuthenticationPrincipal HrSignIn admin,
			RedirectAttributes next, Locale locale) {
		return this.answers.to(next, locale, "admin.created", "/administration", Map.of("code", code, "name", name),
				() -> page(this.createNode.of(admin.actor(), null, NodeKind.BRAND, code, name)));
	}

	@GetMapping("/noeuds/{node}")
	String node(@PathVariable("node") UUID id, @AuthenticationPrincipal HrSignIn admin, Model model) {
		FindNodeSettings.Settings settings = this.findSettings.of(admin.actor(), new NodeId(id));
		model.addAttribute("settings", settings);
		model.addAttribute("kinds", CreateNode.kindsBelow(settings.node().kind()));
		model.addAttribute("options", BrandOption.values());
		model.addAttribute("largestLogo", ChangeLogo.LARGEST / 1000);
		return "organization/node";
	}

	@PostMapping("/noeuds/{node}")
	String change(@PathVariable("node") UUID id, @RequestParam String name,
			@RequestParam(defaultValue = "") String senderName, @RequestParam(defaultValue = "") String supportAddress,
			@AuthenticationPrincipal HrSignIn admin, RedirectAttributes next, Locale locale) {
		return this.answers.to(next, locale, "admin.saved", page(new NodeId(id)),
				Map.of("name", name, "senderName", senderName, "supportAddress", supportAddress), () -> {
					this.changeNode.of(admin.actor(), new NodeId(id), name, senderName, supportAddress);
					return page(new NodeId(id));
				});
	}

	@PostMapping("/noeuds/{node}/enfants")
	String createBelow(@PathVariable("node") UUID id, @RequestParam NodeKind kind, @RequestParam String code,
			@RequestParam String name, @AuthenticationPrincipal HrSignIn admin, RedirectAttributes next,
			Locale locale) {
		return this.answers.to(next, locale, "admin.created", page(new NodeId(id)),
				Map.of("childKind", kind.name(), "childCode", code, "childName", name), () -> {
					this.createNode.of(admin.actor(), new NodeId(id), kind, code, name);
					return page(new NodeId(id));
				});
	}

	@PostMapping("/noeuds/{node}/logo")
	String logo(@PathVariable("node") UUID id, @RequestParam(required = false) @Nullable MultipartFile file,
			@AuthenticationPrincipal HrSignIn admin, RedirectAttributes next, Locale locale) throws IOException {
		byte[] bytes = (file != null) ? first(file) : new byte[0];
		return this.answers.to(next, locale, "admin.saved", page(new NodeId(id)), Map.of(), () -> {
			this.changeLogo.of(admin.actor(), new NodeId(id), Optional.of(bytes));
			return page(new NodeId(id));
		});
	}

	@PostMapping(path = "/noeuds/{node}/logo", params = "remove")
	String removeLogo(@PathVariable("node") UUID id, @AuthenticationPrincipal HrSignIn admin, RedirectAttributes next,
			Locale locale) {
		return this.answers.to(next, locale, "admin.saved", page(new NodeId(id)), Map.of(), () -> {
			this.changeLogo.of(admin.actor(), new NodeId(id), Optional.empty());
			return page(new NodeId(id));
		});
	}

	@GetMapping("/noeuds/{node}/logo.png")
	ResponseEntity<byte[]> shownLogo(@PathVariable("node") UUID id, @AuthenticationPrincipal HrSignIn admin) {
		this.findSettings.of(admin.actor(), new NodeId(id));
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_PNG)
			.cacheControl(CacheControl.noStore())
			.body(this.findLogo.of(new NodeId(id)).orElseThrow(Refusal::notFound));
	}

	@PostMapping("/noeuds/{node}/options")
	String options(@PathVariable("node") UUID id, @RequestParam(required = false) @Nullable List<BrandOption> on,
			@AuthenticationPrincipal HrSignIn admin, RedirectAttributes next, Locale locale) {
		Set<BrandOption> options = EnumSet.noneOf(BrandOption.class);
		Optional.ofNullable(on).ifPresent(options::addAll);
		return this.answers.to(next, locale, "admin.saved", page(new NodeId(id)), Map.of(), () -> {
			this.switchOptions.of(admin.actor(), new NodeId(id), options);
			return page(new NodeId(id));
		});
	}

	@PostMapping("/noeuds/{node}/entreprises")
	String clientCompany(@PathVariable("node") UUID id, @RequestParam String code, @RequestParam String name,
			@RequestParam(defaultValue = "false") boolean acceptsPaperless, @AuthenticationPrincipal HrSignIn admin,
			RedirectAttributes next, Locale locale) {
		return this.answers.to(next, locale, "admin.saved", page(new NodeId(id)),
				Map.of("companyCode", code, "companyName", name), () -> {
					this.saveClientCompany.of(admin.actor(), new NodeId(id), code, name, acceptsPaperless);
					return page(new NodeId(id));
				});
	}

	/** One byte more than allowed is enough to refuse it. */
	private static byte[] first(MultipartFile file) throws IOException {
		try (var bytes = Objects.requireNonNull(file).getInputStream()) {
			return bytes.readNBytes(ChangeLogo.LARGEST + 1);
		}
	}

	private static String page(NodeId node) {
		return "/administration/noeuds/" + node;
	}

}
