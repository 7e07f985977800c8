package io.estafette.journal.web;

import java.util.Optional;
import java.util.UUID;

import io.estafette.directory.EmployeeSignIn;
import io.estafette.journal.CurrentActor;
import io.estafette.organization.Actor;
import io.estafette.organization.HrSignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Notes who is signed in before a request is answered. Not later, within a transaction:
 * to look there would read the session, which takes a transaction of its own.
 */
@Configuration
class TellActor implements WebMvcConfigurer, HandlerInterceptor {

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		actor().ifPresentOrElse(CurrentActor::set, CurrentActor::clear);
		return true;
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception failure) {
		CurrentActor.clear();
	}

	private static Optional<UUID> actor() {
		Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
		Object principal = (signedIn != null) ? signedIn.getPrincipal() : null;
		if (principal instanceof HrSignIn user) {
			return Optional.of(user.actor().value());
		}
		if (principal instanceof Actor system) {
			return Optional.of(system.id().value());
		}
		return (principal instanceof EmployeeSignIn owner) ? Optional.of(owner.account().value()) : Optional.empty();
	}

}
