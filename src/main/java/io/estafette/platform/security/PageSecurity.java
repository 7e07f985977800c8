package io.estafette.platform.security;

import java.util.List;

import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.autoconfigure.security.servlet.PathRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.PathPatternRequestMatcherBuilderFactoryBean;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;

/**
 * The filter chain of the pages: one sign-in for HR users and employees. What a user may
 * not see does not exist for them (O8): it answers 404, not 403.
 */
@Configuration(proxyBeanMethods = false)
class PageSecurity {

	@Bean
	@Order(3)
	SecurityFilterChain pageSecurityFilterChain(HttpSecurity http, AuthenticationManager signIn) throws Exception {
		return http.authenticationManager(signIn)
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers(PathRequest.toStaticResources().atCommonLocations(), EndpointRequest.to("health"),
						EndpointRequest.to("prometheus"))
				.permitAll()
				.requestMatchers("/", "/login", "/mot-de-passe", "/mot-de-passe/**", "/invitation/**", "/verification",
						"/error", "/favicon.svg")
				.permitAll()
				.requestMatchers("/diffusions/**", "/documents/**", "/depots/**", "/salaries/**")
				.hasRole("HR")
				.requestMatchers("/administration/**")
				.hasRole("ADMIN")
				.requestMatchers("/coffre/**")
				.hasRole("EMPLOYEE")
				.anyRequest()
				.authenticated())
			// Whoever makes a browser check a file changes nothing.
			.csrf((csrf) -> csrf.ignoringRequestMatchers("/verification"))
			.formLogin((form) -> form.loginPage("/login")
				.defaultSuccessUrl("/")
				.failureHandler((request, response,
						ex) -> response.sendRedirect(request.getContextPath()
								+ ((ex instanceof LockedException) ? "/login?locked" : "/login?error"))))
			.logout((logout) -> logout.logoutSuccessUrl("/?bye"))
			.exceptionHandling((handling) -> handling.accessDeniedHandler(accessDenied()))
			.headers((headers) -> headers
				.contentSecurityPolicy((policy) -> policy.policyDirectives(ContentSecurityPolicy.STRICT))
				.referrerPolicy((policy) -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN))
				.permissionsPolicyHeader((policy) -> policy.policy("camera=(), microphone=(), geolocation=()")))
			.build();
	}

	/**
	 * How long each filter takes is nobody's question, and asking it costs every request.
	 */
	@Bean
	SecurityObservationSettings securityObservations() {
		return SecurityObservationSettings.noObservations();
	}

	/** Patterns mean paths, whichever servlet serves them. */
	@Bean
	PathPatternRequestMatcherBuilderFactoryBean pathPatterns() {
		return new PathPatternRequestMatcherBuilderFactoryBean();
	}

	@Bean
	AuthenticationManager signIn(List<UserDetailsService> accounts, PasswordEncoder passwords, LoginAttempts attempts) {
		List<AuthenticationProvider> providers = accounts.stream().<AuthenticationProvider>map((source) -> {
			DaoAuthenticationProvider provider = new DaoAuthenticationProvider(source);
			provider.setPasswordEncoder(passwords);
			return provider;
		}).toList();
		return attempts.limit(new ProviderManager(providers));
	}

	private static AccessDeniedHandler accessDenied() {
		return (request, response, ex) -> response
			.sendError((ex instanceof CsrfException) ? HttpStatus.FORBIDDEN.value() : HttpStatus.NOT_FOUND.value());
	}

}
