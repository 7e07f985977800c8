package io.estafette.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PortsTests {

	@Test
	void aTakenPortIsToldWithWhoNeedsItAndWhatToDo() throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int port = other.getLocalPort();
			assertThatExceptionOfType(PlatformFailure.class)
				.isThrownBy(() -> Ports.requireFree(Map.of(port, "Camunda (Tasklist and Operate)")))
				.withMessageContaining(
						"Port " + port + ", which Camunda (Tasklist and Operate) needs, is already in use")
				.withMessageContaining("lsof -i :" + port);
		}
	}

	@Test
	void aPortTakenOnEveryAddressIsSeenToo() throws IOException {
		try (ServerSocket other = new ServerSocket(0)) {
			assertThatExceptionOfType(PlatformFailure.class)
				.isThrownBy(() -> Ports.requireFree(Map.of(other.getLocalPort(), "OpenSearch")));
		}
	}

	@Test
	void freePortsAreFree() {
		Ports ports = Ports.free();
		assertThatCode(() -> Ports.requireFree(Map.of(ports.grpc(), "Camunda", ports.smtp(), "the mail catcher")))
			.doesNotThrowAnyException();
	}

}
