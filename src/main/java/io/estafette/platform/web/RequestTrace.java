package io.estafette.platform.web;

import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request an id, which all of its log lines carry and its answer names: that
 * of the caller, when it has one that is harmless.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestTrace extends OncePerRequestFilter {

	static final String HEADER = "X-Request-Id";

	private static final String KEY = "request";

	private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{8,64}");

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		@Nullable String given = request.getHeader(HEADER);
		String id = (given != null && HARMLESS.matcher(given).matches()) ? given : UUID.randomUUID().toString();
		response.setHeader(HEADER, id);
		MDC.put(KEY, id);
		try {
			chain.doFilter(request, response);
		}
		finally {
			MDC.remove(KEY);
		}
	}

	/** That of the request that this thread answers. */
	static String current() {
		@Nullable String id = MDC.get(KEY);
		return (id != null) ? id : UUID.randomUUID().toString();
	}

}
