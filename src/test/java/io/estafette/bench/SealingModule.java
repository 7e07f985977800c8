package io.estafette.bench;

import java.time.Clock;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.document.InspectPdf;
import io.estafette.sealing.SealPdf;
import io.estafette.sealing.SealingProperties;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The sealing module without its pages and without the rest. */
@EnableConfigurationProperties(SealingProperties.class)
@Import(InspectPdf.class)
@ComponentScan(basePackageClasses = SealPdf.class,
		excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.web\\..*"))
class SealingModule {

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	ObjectMapper objectMapper() {
		return new ObjectMapper();
	}

	@Bean
	MessageSource messageSource() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasenames("messages/sealing", "messages/platform");
		messages.setDefaultEncoding("UTF-8");
		messages.setFallbackToSystemLocale(false);
		return messages;
	}

}
