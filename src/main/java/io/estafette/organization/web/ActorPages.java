package io.estafette.organization.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.estafette.organization.Actor;
import io.estafette.organization.ActorId;
import io.estafette.organization.ChangeActor;
import io.estafette.organization.ChangeRights;
import io.estafette.organization.CreateHrUser;
import io.estafette.organization.CreateSystem;
import io.estafette.organization.FindActorSettings;
import io.estafette.organization.FindActors;
import io.estafette.organization.FindBrands;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.organization.RenewSecret;
import io.estafette.organization.Right;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The administration of HR users and systems: who they are, their rights, their passwords
 * and keys (O4). A new password or key is in the answer to the form and nowhere else.
 */
@Controller
@RequestMapping("/administration")
class ActorPages {

	private final FindActors findActors;

	private final FindActorSettings findSettings;

	private final FindBrands findBrands;

	private final CreateHrUser createHrUser;

	private final CreateSystem createSystem;

	private final ChangeActor changeActor;

	private final ChangeRights changeRights;

	private final RenewSecret renewSecret;

	private final Answers answers;

	private final MessageSource messages;

	ActorPages(FindActors findActors, FindActorSettings findSettings, FindBrands findBrands, CreateHrUser createHrUser,
			CreateSystem createSystem, ChangeActor changeActor, ChangeRights changeRights, RenewSecret renewSecret,
			Answers answers, MessageSource messages) {
		this.findActors = findActors;
		this.findSettings = findSettings;
		this.findBrands = findBrands;
		this.createHrUser = createHrUser;
		this.createSystem = createSystem;
		this.changeActor = changeActor;
		this.changeRights = changeRights;
		this.renewSecret = renewSecret;
		this.answers = answers;
		this.messages = messages;
	}

	@GetMapping("/utilisateurs")
	String users(@RequestParam(defaultValue = "") String search, @AuthenticationPrincipal HrSignIn admin, Model model) {
		return list(Actor.Kind.HR_USER, search, admin, model);
	}

	@GetMapping("/systemes")
	String systems(@RequestParam(defaultValue = "") String search, @AuthenticationPrincipal HrSignIn admin,
			Model model) {
		return list(Actor.Kind.SYSTEM, search, admin, model);
	}

	@PostMapping("/utilisateurs")
	String createUser(@RequestParam String login, @RequestParam String name, @RequestParam String email,
			@AuthenticationPrincipal HrSignIn admin, Model model, Locale locale) {
		try {
			CreateHrUser.Created created = this.createHrUser.of(admin.actor(), login, name, email);
			return withSecret(Actor.Kind.HR_USER, created.id(), created.password(), admin, model);
		}
		catch (Refusal refusal) {
			return refused(refusal, Map.of("login", login, "name", name, "email", email), Actor.Kind.HR_USER, admin,
					model, locale);
		}
	}

	@PostMapping("/systemes")
	String createSystem(@RequestParam UUID brand, @RequestParam String login, @RequestParam String name,
			@RequestParam(required = false) @Nullable List<PayrollDocument> sends,
			@AuthenticationPrincipal HrSignIn admin, Model model, Locale locale) {
		try {
			CreateSystem.Created created = this.createSystem.of(admin.actor(), new NodeId(brand), login, name,
					set(PayrollDocument.class, sends));
			return withSecret(Actor.Kind.SYSTEM, created.id(), created.key(), admin, model);
		}
		catch (Refusal refusal) {
			return refused(refusal, Map.of("login", login, "name", name), Actor.Kind.SYSTEM, admin, model, locale);
		}
	}

	@GetMapping("/utilisateurs/{user}")
	String user(@PathVariable("user") UUID id, @AuthenticationPrincipal HrSignIn admin, Model model) {
		return one(Actor.Kind.HR_USER, new ActorId(id), admin, model);
	}

	@GetMapping("/systemes/{system}")
	String system(@PathVariable("system") UUID id, @AuthenticationPrincipal HrSignIn admin, Model model) {
		return one(Actor.Kind.SYSTEM, new ActorId(id), admin, model);
	}

	@PostMapping("/{kind:utilisateurs|systemes}/{user}")
	String change(@PathVariable String kind, @PathVariable("user") UUID id, @RequestParam String name,
			@RequestParam(defaultValue = "") String email,
			@RequestParam(required = false) @Nullable List<PayrollDocument> sends,
			@RequestParam(defaultValue = "false") boolean active, @AuthenticationPrincipal HrSignIn admin,
			RedirectAttributes next, Locale locale) {
		String page = page(kind, id);
		return this.answers.to(next, locale, "admin.saved", page, Map.of("name", name, "email", email), () -> {
			this.changeActor.of(admin.actor(), new ActorId(id), name, email, set(PayrollDocument.class, sends), active);
			return page;
		});
	}

	@PostMapping("/{kind:utilisateurs|systemes}/{user}/droits")
	String rights(@PathVariable String kind, @PathVariable("user") UUID id, @RequestParam UUID node,
			@RequestParam(required = false) @Nullable List<Right> rights, @AuthenticationPrincipal HrSignIn admin,
			RedirectAttributes next, Locale locale) {
		String page = page(kind, id);
		return this.answers.to(next, locale, "admin.saved", page, Map.of(), () -> {
			this.changeRights.of(admin.actor(), new ActorId(id), new NodeId(node), set(Right.class, rights));
			return page;
		});
	}

	@PostMapping("/{kind:utilisateurs|systemes}/{user}/secret")
	String renew(@PathVariable String kind, @PathVariable("user") UUID id, @AuthenticationPrincipal HrSignIn admin,
			Model model) {
		String secret = this.renewSecret.of(admin.actor(), new ActorId(id));
		return withSecret(kind.equals("systemes") ? Actor.Kind.SYSTEM : Actor.Kind.HR_USER, new ActorId(id), secret,
				admin, model);
	}

	private String list(Actor.Kind kind, String search, HrSignIn admin, Model model) {
		model.addAttribute("kind", kind);
		model.addAttribute("search", search);
		model.addAttribute("actors", this.findActors.of(admin.actor(), kind, search));
		model.addAttribute("most", FindActors.MOST);
		model.addAttribute("brands", this.findBrands.of(admin.actor()));
		model.addAttribute("documents", PayrollDocument.values());
		return "organization/actors";
	}

	private String one(Actor.Kind kind, ActorId id, HrSignIn admin, Model model) {
		model.addAttribute("kind", kind);
		model.addAttribute("settings", this.findSettings.of(admin.actor(), kind, id));
		model.addAttribute("rights", Right.values());
		model.addAttribute("documents", PayrollDocument.values());
		return "organization/actor";
	}

	private String withSecret(Actor.Kind kind, ActorId id, String secret, HrSignIn admin, Model model) {
		model.addAttribute("secret", secret);
		return one(kind, id, admin, model);
	}

	private String refused(Refusal refusal, Map<String, String> typed, Actor.Kind kind, HrSignIn admin, Model model,
			Locale locale) {
		if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
			throw refusal;
		}
		model.addAttribute("trouble", refusal.sentence(this.messages, locale));
		model.addAttribute("typed", typed);
		return list(kind, "", admin, model);
	}

	private static <E extends Enum<E>> Set<E> set(Class<E> type, @Nullable List<E> values) {
		Set<E> set = EnumSet.noneOf(type);
		Optional.ofNullable(values).ifPresent(set::addAll);
		return set;
	}

	private static String page(String kind, UUID id) {
		return "/administration/" + kind + "/" + id;
	}

}
