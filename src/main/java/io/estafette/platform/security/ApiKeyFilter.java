package io.estafette.platform.security;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import io.estafette.platform.web.ApiProblems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognises the system behind {@code Authorization: Bearer <key>}. A wrong key ends the
 * request here; none at all is for the rules of the chain to judge. Keys are never logged
 * and never answered.
 */
class ApiKeyFilter extends OncePerRequestFilter {

	private static final String SCHEME = "Bearer ";

	/** Longer than any key: not even looked up. */
	private static final int LONGEST_KEY = 200;

	private final ApiKeys keys;

	private final ApiProblems problems;

	ApiKeyFilter(ApiKeys keys, ApiProblems problems) {
		this.keys = keys;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		@Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header == null) {
			chain.doFilter(request, response);
			return;
		}
		Optional<?> owner;
		try {
			owner = owner(header);
		}
		catch (RuntimeException ex) {
			this.problems.send(request, response, ex);
			return;
		}
		if (owner.isEmpty()) {
			this.problems.sendUnauthorized(request, response, "API_KEY_UNKNOWN");
			return;
		}
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(new KeyAuthentication(owner.get()));
		SecurityContextHolder.setContext(context);
		chain.doFilter(request, response);
	}

	/** Whatever the key, the same work: one hash and one look-up of it. */
	private Optional<?> owner(String header) {
		if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return Optional.empty();
		}
		String key = header.substring(SCHEME.length()).strip();
		return (key.isEmpty() || key.length() > LONGEST_KEY) ? Optional.empty() : this.keys.byKey(key);
	}

	/** Who called; the key itself is not kept. */
	private static final class KeyAuthentication extends AbstractAuthenticationToken {

		private final transient Object owner;

		KeyAuthentication(Object owner) {
			super(List.of());
			this.owner = owner;
			setAuthenticated(true);
		}

		@Override
		public Object getPrincipal() {
			return this.owner;
		}

		@Override
		public String getCredentials() {
			return "";
		}

	}

}
