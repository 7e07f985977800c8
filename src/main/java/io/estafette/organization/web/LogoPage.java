package io.estafette.organization.web;

import java.time.Duration;
import java.util.UUID;

import io.estafette.organization.FindEmitters;
import io.estafette.organization.FindLogo;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The logo of a brand (O1) for those who send in its name. */
@Controller
class LogoPage {

	private final FindEmitters findEmitters;

	private final FindLogo findLogo;

	LogoPage(FindEmitters findEmitters, FindLogo findLogo) {
		this.findEmitters = findEmitters;
		this.findLogo = findLogo;
	}

	@GetMapping("/logos/{brand}")
	ResponseEntity<byte[]> logo(@PathVariable UUID brand, @AuthenticationPrincipal @Nullable Object principal) {
		NodeId node = new NodeId(brand);
		if (!(principal instanceof HrSignIn user) || this.findEmitters.of(user.actor())
			.stream()
			.noneMatch((emitter) -> emitter.node().brand().equals(node))) {
			throw Refusal.notFound();
		}
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_PNG)
			.cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate())
			.body(this.findLogo.of(node).orElseThrow(Refusal::notFound));
	}

}
