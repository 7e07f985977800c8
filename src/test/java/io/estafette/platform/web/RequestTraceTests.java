package io.estafette.platform.web;

import java.io.PrintWriter;
import java.io.StringWriter;

import io.estafette.platform.Unspoken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** What ties the log lines of a request together, and what they never say. */
class RequestTraceTests {

	@Test
	void theCallersIdIsKeptAndAnsweredAndGoneAfterwards() throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		String[] during = new String[1];
		new RequestTrace().doFilter(asking("payroll-2026-11.42"), response,
				(request, answer) -> during[0] = MDC.get("request"));
		assertThat(during[0]).isEqualTo("payroll-2026-11.42");
		assertThat(response.getHeader("X-Request-Id")).isEqualTo("payroll-2026-11.42");
		assertThat(MDC.get("request")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "short", "with space in it", "line\nbreak-here", "<script>alert(1)</script>",
			"12345678901234567890123456789012345678901234567890123456789012345" })
	void whatCouldForgeALogLineIsReplaced(String given) throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		new RequestTrace().doFilter(asking(given), response, (request, answer) -> {
		});
		assertThat(response.getHeader("X-Request-Id")).isNotEqualTo(given).matches("[0-9a-f-]{36}");
	}

	@Test
	void anExceptionIsLoggedWithoutItsWords() {
		Throwable fault = new IllegalStateException("h0001@salarie.example",
				new IllegalArgumentException("Key (email)=(h0001@salarie.example) already exists"));
		StringWriter logged = new StringWriter();
		Unspoken.of(fault).printStackTrace(new PrintWriter(logged));
		assertThat(logged.toString())
			.contains("java.lang.IllegalStateException", "Caused by: java.lang.IllegalArgumentException",
					"RequestTraceTests.java")
			.doesNotContain("salarie", "email");
	}

	private static MockHttpServletRequest asking(String id) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader("X-Request-Id", id);
		return request;
	}

}
