package io.estafette.platform.web;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {

	@Override
	public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
		converters.addFirst(new ApiInputConverter());
	}

	/** Addresses that are refused before any filter chain is chosen. */
	@Bean
	RequestRejectedHandler requestRejectedHandler(ApiProblems problems) {
		RequestRejectedHandler others = new HttpStatusRequestRejectedHandler();
		return (request, response, ex) -> {
			if (ApiProblems.concerns(request)) {
				problems.send(request, response, ex);
			}
			else {
				others.handle(request, response, ex);
			}
		};
	}

}
