package io.estafette.payroll.web;

import io.estafette.payroll.ReceiveBatch;
import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Archives of batches are much larger than anything else that is uploaded. How large a
 * request may be is a property of its servlet, so this one address has its own.
 */
@Configuration(proxyBeanMethods = false)
class BatchUploads {

	private static final long MULTIPART_OVERHEAD = 64 * 1024;

	private static final int IN_MEMORY = 256 * 1024;

	@Bean
	ServletRegistrationBean<DispatcherServlet> batchUploadServlet(WebApplicationContext context) {
		ServletRegistrationBean<DispatcherServlet> servlet = new ServletRegistrationBean<>(
				new DispatcherServlet(context), BatchApi.PATH);
		servlet.setName("batch-uploads");
		servlet.setMultipartConfig(new MultipartConfigElement(null, ReceiveBatch.LARGEST,
				ReceiveBatch.LARGEST + MULTIPART_OVERHEAD, IN_MEMORY));
		return servlet;
	}

}
