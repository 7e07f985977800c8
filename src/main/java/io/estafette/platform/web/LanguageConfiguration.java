package io.estafette.platform.web;

import java.time.Duration;
import java.util.Locale;

import io.estafette.platform.Languages;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/**
 * Pages are French; English for browsers that ask for it, or for who chose it in the
 * language menu.
 */
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration implements WebMvcConfigurer {

	@Bean
	LocaleResolver localeResolver() {
		CookieLocaleResolver resolver = new CookieLocaleResolver("language");
		resolver.setCookieMaxAge(Duration.ofDays(365));
		resolver.setCookieHttpOnly(true);
		resolver.setCookieSameSite("Lax");
		resolver.setRejectInvalidCookies(false);
		resolver.setDefaultLocaleFunction(LanguageConfiguration::asked);
		return resolver;
	}

	private static Locale asked(HttpServletRequest request) {
		if (request.getHeader("Accept-Language") == null) {
			return Languages.DEFAULT;
		}
		return java.util.Collections.list(request.getLocales())
			.stream()
			.map((locale) -> Locale.of(locale.getLanguage()))
			.filter(Languages.ALL::contains)
			.findFirst()
			.orElse(Languages.DEFAULT);
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		LocaleChangeInterceptor change = new LocaleChangeInterceptor();
		change.setParamName("lang");
		change.setIgnoreInvalidLocale(true);
		registry.addInterceptor(change);
	}

}
