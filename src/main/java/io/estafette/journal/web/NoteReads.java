package io.estafette.journal.web;

import java.util.Map;
import java.util.UUID;

import io.estafette.journal.RecordAccess;
import io.estafette.platform.web.Journaled;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Notes who had which file (D7), once its bytes are on their way: nobody waits for it.
 * Also one whose reader went away in the middle; not what was refused.
 */
@Configuration
class NoteReads implements WebMvcConfigurer, HandlerInterceptor {

	private final RecordAccess recordAccess;

	NoteReads(RecordAccess recordAccess) {
		this.recordAccess = recordAccess;
	}

	/** Innermost: who is signed in is forgotten afterwards. */
	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).order(Ordered.LOWEST_PRECEDENCE);
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception failure) {
		if (handler instanceof HandlerMethod method && response.getStatus() == HttpStatus.OK.value()
				&& HttpMethod.GET.matches(request.getMethod())) {
			@Nullable Journaled read = method.getMethodAnnotation(Journaled.class);
			if (read != null) {
				this.recordAccess.of(read.value(), read.subject(),
						read.id().isEmpty() ? null : UUID.fromString(part(request, read.id())));
			}
		}
	}

	private static String part(HttpServletRequest request, String name) {
		Object parts = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		return (parts instanceof Map<?, ?> all && all.get(name) instanceof String part) ? part
				: request.getParameter(name);
	}

}
