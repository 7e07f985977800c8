package io.estafette.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The ports of one local platform.
 */
record Ports(int camundaWeb, int management, int grpc, int zeebeCommands, int zeebeCluster, int zeebeRest, int postgres,
		int openSearch, int smtp, int imap, int mailPage) {

	/** The application's own port in the local run. */
	static final int PAGES = 8080;

	static Ports fixed() {
		return new Ports(8088, 9600, 26500, 26501, 26502, 8089, 54320, 9200, 1025, 1143, 8025);
	}

	static Ports free() {
		List<ServerSocket> sockets = new ArrayList<>();
		try {
			for (int i = 0; i < 11; i++) {
				sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
			}
			int[] free = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
			return new Ports(free[0], free[1], free[2], free[3], free[4], free[5], free[6], free[7], free[8], free[9],
					free[10]);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			for (ServerSocket socket : sockets) {
				close(socket);
			}
		}
	}

	/**
	 * Fails when one of the ports is taken, and names them all.
	 * @param needed the ports and what would listen there
	 */
	static void requireFree(Map<Integer, String> needed) {
		StringBuilder taken = new StringBuilder();
		needed.forEach((port, program) -> {
			if (!isFree(port)) {
				taken.append("Port ")
					.append(port)
					.append(", which ")
					.append(program)
					.append(" needs, is already in use by another program.\n");
			}
		});
		if (!taken.isEmpty()) {
			int first = needed.keySet().stream().filter((port) -> !isFree(port)).findFirst().orElse(0);
			throw new PlatformFailure(taken + "Stop that program (`lsof -i :" + first
					+ "` shows which one it is), then start Estafette again.");
		}
	}

	private static boolean isFree(int port) {
		// A program may listen on the loopback address alone or on all addresses.
		for (InetAddress address : List.of(InetAddress.getLoopbackAddress(), new InetSocketAddress(0).getAddress())) {
			try (ServerSocket socket = new ServerSocket()) {
				socket.bind(new InetSocketAddress(address, port));
			}
			catch (IOException ex) {
				return false;
			}
		}
		return true;
	}

	private static void close(ServerSocket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	PlatformAddresses addresses(String jdbcUrl) {
		return new PlatformAddresses(jdbcUrl, TestDatabase.USER, "", uri(this.grpc), uri(this.camundaWeb),
				uri(this.zeebeRest), uri(this.management), uri(this.openSearch), this.smtp, this.imap,
				uri(this.mailPage));
	}

	private static URI uri(int port) {
		return URI.create("http://127.0.0.1:" + port);
	}

}
