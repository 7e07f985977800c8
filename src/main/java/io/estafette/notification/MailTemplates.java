package io.estafette.notification;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The templates of mails, apart from those of the pages: they have a text form too. */
@Component
class MailTemplates {

	private final SpringTemplateEngine engine = new SpringTemplateEngine();

	MailTemplates(MessageSource messages) {
		this.engine.setTemplateEngineMessageSource(messages);
		this.engine.addTemplateResolver(resolver(TemplateMode.HTML, "*.html"));
		this.engine.addTemplateResolver(resolver(TemplateMode.TEXT, "*.txt"));
	}

	/**
	 * Fills a template in.
	 * @param template the file's name in {@code templates/notification}
	 */
	String fill(String template, Locale language, Map<String, Object> values) {
		return this.engine.process(template, new Context(language, values));
	}

	private static ClassLoaderTemplateResolver resolver(TemplateMode mode, String pattern) {
		ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
		resolver.setPrefix("templates/notification/");
		resolver.setTemplateMode(mode);
		resolver.setResolvablePatterns(Set.of(pattern));
		resolver.setCharacterEncoding("UTF-8");
		return resolver;
	}

}
