package io.estafette.platform.web;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.estafette.platform.Refusal;
import io.estafette.platform.Refusals;
import io.estafette.platform.Unspoken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;
import org.springframework.web.util.UrlPathHelper;

/**
 * Answers every failure under {@code /api} with problem details (RFC 9457): a stable
 * {@code code} and a {@code detail} in the caller's language (French, or English where
 * {@code Accept-Language} prefers it) that says what to do. It resolves exceptions by
 * address and not by controller, because many of them happen where no controller is
 * chosen yet: a multipart request that cannot be read, an address or a method that does
 * not exist.
 */
@Component
public class ApiProblems implements HandlerExceptionResolver, Ordered {

	private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

	private static final int LONGEST_QUOTE = 100;

	private record Problem(HttpStatusCode status, String code, String detail, HttpHeaders headers,
			List<Reason> reasons) {

		Problem(HttpStatusCode status, String code, String detail, HttpHeaders headers) {
			this(status, code, detail, headers, List.of());
		}

	}

	/** One of several reasons. */
	private record Reason(String code, String detail) {
	}

	private final MessageSource messages;

	private final ObjectMapper json;

	ApiProblems(MessageSource messages, ObjectMapper json) {
		this.messages = messages;
		this.json = json;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception exception) {
		if (!concerns(request) || response.isCommitted()
				|| DisconnectedClientHelper.isClientDisconnectedException(exception)) {
			return null;
		}
		try {
			send(request, response, exception);
			return new ModelAndView();
		}
		catch (IOException ex) {
			log.debug("A problem could not be answered", ex);
			return null;
		}
	}

	/** Whether a request is for the HTTP interface. */
	static boolean concerns(HttpServletRequest request) {
		String path = UrlPathHelper.defaultInstance.getPathWithinApplication(request);
		return path.equals("/api") || path.startsWith("/api/");
	}

	/** Answers 401 with the sentence {@code problem.<code>}. */
	public void sendUnauthorized(HttpServletRequest request, HttpServletResponse response, String code)
			throws IOException {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Estafette\"");
		send(request, response, problem(ApiLanguage.of(request), HttpStatus.UNAUTHORIZED, code, headers));
	}

	/** Answers with the problem that an exception stands for. */
	public void send(HttpServletRequest request, HttpServletResponse response, Exception exception) throws IOException {
		send(request, response, problem(request, exception));
	}

	private void send(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
		response.reset();
		problem.headers().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		response.setStatus(problem.status().value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setHeader(HttpHeaders.CONTENT_LANGUAGE, ApiLanguage.of(request).getLanguage());
		ProblemDetail body = ProblemDetail.forStatusAndDetail(problem.status(), problem.detail());
		body.setProperty("code", problem.code());
		if (!problem.reasons().isEmpty()) {
			body.setProperty("reasons", problem.reasons());
		}
		this.json.writeValue(response.getOutputStream(), body);
	}

	private Problem problem(HttpServletRequest request, Exception exception) {
		Locale language = ApiLanguage.of(request);
		return switch (exception) {
			case Refusals refusals -> new Problem(status(refusals.kind()), refusals.code(),
					refusals.sentence(this.messages, language), HttpHeaders.EMPTY,
					refusals.reasons()
						.stream()
						.map((reason) -> new Reason(reason.code(), reason.sentence(this.messages, language)))
						.toList());
			case Refusal refusal -> new Problem(status(refusal.kind()), refusal.code(),
					refusal.sentence(this.messages, language), HttpHeaders.EMPTY);
			case HttpMessageNotReadableException unreadable -> unreadable(language, unreadable);
			case MissingServletRequestPartException missing ->
				problem(language, HttpStatus.BAD_REQUEST, "MISSING_PART", missing.getRequestPartName());
			case MaxUploadSizeExceededException large ->
				problem(language, HttpStatus.PAYLOAD_TOO_LARGE, "REQUEST_TOO_LARGE");
			case MultipartException broken -> problem(language, HttpStatus.BAD_REQUEST, "MULTIPART_NOT_READABLE");
			case HttpMediaTypeNotSupportedException type -> problem(language, HttpStatus.UNSUPPORTED_MEDIA_TYPE,
					"CONTENT_TYPE_NOT_SUPPORTED", type.getHeaders(), names(Set.copyOf(type.getSupportedMediaTypes())));
			case HttpMediaTypeNotAcceptableException type -> problem(language, HttpStatus.NOT_ACCEPTABLE,
					"NOT_ACCEPTABLE", names(Set.copyOf(type.getSupportedMediaTypes())));
			case HttpRequestMethodNotSupportedException method -> problem(language, HttpStatus.METHOD_NOT_ALLOWED,
					"METHOD_NOT_ALLOWED", method.getHeaders(), names(allowed(method)));
			case NoResourceFoundException unknown -> problem(language, HttpStatus.NOT_FOUND, "UNKNOWN_ADDRESS");
			case NoHandlerFoundException unknown -> problem(language, HttpStatus.NOT_FOUND, "UNKNOWN_ADDRESS");
			// An id that is none names nothing.
			case MethodArgumentTypeMismatchException id when id.getParameter()
				.hasParameterAnnotation(PathVariable.class) -> problem(request, Refusal.notFound());
			case MethodArgumentTypeMismatchException wrong ->
				problem(language, HttpStatus.UNPROCESSABLE_ENTITY, "PARAMETER_INVALID", wrong.getName());
			case AccessDeniedException denied -> problem(language, HttpStatus.FORBIDDEN, "NOT_ALLOWED");
			case RequestRejectedException rejected -> problem(language, HttpStatus.BAD_REQUEST, "BAD_REQUEST");
			case ErrorResponse error when error.getStatusCode().is4xxClientError() ->
				problem(language, error.getStatusCode(), "BAD_REQUEST", error.getHeaders());
			default -> unexpected(request, exception);
		};
	}

	private Problem unexpected(HttpServletRequest request, Exception exception) {
		String id = RequestTrace.current();
		log.error("Unexpected error {} in {} {}", id, request.getMethod(), request.getRequestURI(),
				Unspoken.of(exception));
		return problem(ApiLanguage.of(request), HttpStatus.INTERNAL_SERVER_ERROR, "UNEXPECTED_ERROR", id);
	}

	private Problem unreadable(Locale language, HttpMessageNotReadableException exception) {
		if (exception.getRootCause() instanceof StreamConstraintsException) {
			return problem(language, HttpStatus.PAYLOAD_TOO_LARGE, "JSON_TOO_LARGE");
		}
		return switch (exception.getCause()) {
			case UnrecognizedPropertyException unknown ->
				problem(language, HttpStatus.BAD_REQUEST, "JSON_FIELD_UNKNOWN", field(unknown));
			case JsonMappingException wrong when !wrong.getPath().isEmpty() ->
				problem(language, HttpStatus.BAD_REQUEST, "JSON_FIELD_INVALID", field(wrong));
			case JsonProcessingException broken when broken.getLocation() != null -> problem(language,
					HttpStatus.BAD_REQUEST, "JSON_NOT_READABLE", String.valueOf(broken.getLocation().getLineNr()),
					String.valueOf(broken.getLocation().getColumnNr()));
			case null, default -> problem(language, HttpStatus.BAD_REQUEST, "JSON_NOT_READABLE", "1", "1");
		};
	}

	/** Where in the JSON, for example {@code documents[0].type}. */
	private static String field(JsonMappingException exception) {
		String field = exception.getPath()
			.stream()
			.map((step) -> (step.getFieldName() != null) ? "." + step.getFieldName() : "[" + step.getIndex() + "]")
			.collect(Collectors.joining())
			.replaceFirst("^\\.", "");
		return (field.length() <= LONGEST_QUOTE) ? field : field.substring(0, LONGEST_QUOTE) + "…";
	}

	private Problem problem(Locale language, HttpStatusCode status, String code, Object... arguments) {
		return problem(language, status, code, HttpHeaders.EMPTY, arguments);
	}

	private Problem problem(Locale language, HttpStatusCode status, String code, HttpHeaders headers,
			Object... arguments) {
		return new Problem(status, code, this.messages.getMessage("problem." + code, arguments, language), headers);
	}

	private static HttpStatus status(Refusal.Kind kind) {
		return switch (kind) {
			case NOT_FOUND -> HttpStatus.NOT_FOUND;
			case FORBIDDEN -> HttpStatus.FORBIDDEN;
			case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
			case CONFLICT -> HttpStatus.CONFLICT;
			case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
			case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
		};
	}

	private static Set<HttpMethod> allowed(HttpRequestMethodNotSupportedException exception) {
		Set<HttpMethod> allowed = exception.getSupportedHttpMethods();
		return (allowed != null) ? allowed : Set.of();
	}

	private static String names(Set<?> values) {
		return values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
	}

}
