package io.estafette.organization.web;

import java.util.Locale;

import io.estafette.organization.ChooseUserLanguage;
import io.estafette.organization.HrSignIn;
import io.estafette.platform.Languages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** An HR user who changes the language of the pages reads mails in it, too. */
@Configuration
class FollowLanguage implements WebMvcConfigurer, HandlerInterceptor {

	private final ChooseUserLanguage chooseLanguage;

	FollowLanguage(ChooseUserLanguage chooseLanguage) {
		this.chooseLanguage = chooseLanguage;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		@Nullable String chosen = request.getParameter("lang");
		if (chosen != null && Languages.isCode(chosen)) {
			Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
			if (signedIn != null && signedIn.getPrincipal() instanceof HrSignIn user) {
				this.chooseLanguage.of(user.actor(), Locale.of(chosen));
			}
		}
		return true;
	}

}
