package io.estafette.platform.web;

import java.util.Locale;

import io.estafette.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Shows a refusal that no page handled by itself as a page of its own, in plain words.
 */
@ControllerAdvice(annotations = Controller.class)
@Order(Ordered.LOWEST_PRECEDENCE)
class PageProblems {

	private final MessageSource messages;

	PageProblems(MessageSource messages) {
		this.messages = messages;
	}

	@ExceptionHandler
	ModelAndView on(Refusal refusal, Locale locale) {
		HttpStatus status = switch (refusal.kind()) {
			case NOT_FOUND -> HttpStatus.NOT_FOUND;
			case FORBIDDEN -> HttpStatus.FORBIDDEN;
			case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
			case CONFLICT -> HttpStatus.CONFLICT;
			case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
			case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
		};
		return page(status, refusal.sentence(this.messages, locale));
	}

	/** An id in the address that is none: such a page does not exist. */
	@ExceptionHandler
	ModelAndView on(MethodArgumentTypeMismatchException ex, Locale locale) {
		return page(HttpStatus.NOT_FOUND, Refusal.notFound().sentence(this.messages, locale));
	}

	private static ModelAndView page(HttpStatus status, String sentence) {
		ModelAndView page = new ModelAndView("error", status);
		page.addObject("status", status.value());
		page.addObject("sentence", sentence);
		return page;
	}

}
