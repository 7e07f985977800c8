package io.estafette.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that accepts everything and keeps nothing but the Message-IDs. */
final class CountingMailServer implements AutoCloseable {

	private final ServerSocket socket;

	private final Set<String> messageIds = ConcurrentHashMap.newKeySet();

	private final AtomicInteger received = new AtomicInteger();

	CountingMailServer() {
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofVirtual().start(this::accept);
	}

	int port() {
		return this.socket.getLocalPort();
	}

	int received() {
		return this.received.get();
	}

	int messageIds() {
		return this.messageIds.size();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket client = this.socket.accept();
				Thread.ofVirtual().start(() -> serve(client));
			}
			catch (IOException ex) {
				// Closed.
			}
		}
	}

	private void serve(Socket client) {
		try (client;
				BufferedReader in = new BufferedReader(
						new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
				OutputStream out = client.getOutputStream()) {
			answer(out, "220 counting");
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				String command = line.toUpperCase(java.util.Locale.ROOT);
				if (command.startsWith("DATA")) {
					answer(out, "354 go on");
					take(in);
					answer(out, "250 counted");
				}
				else if (command.startsWith("QUIT")) {
					answer(out, "221 bye");
					return;
				}
				else {
					answer(out, "250 ok");
				}
			}
		}
		catch (IOException ex) {
			// The client is gone: what it did not finish does not count.
		}
	}

	private void take(BufferedReader in) throws IOException {
		String id = "";
		for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
			if (line == null) {
				throw new IOException("Ended amidst a mail");
			}
			if (line.regionMatches(true, 0, "Message-ID:", 0, 11)) {
				id = line.substring(11).strip();
			}
		}
		this.messageIds.add(id);
		this.received.incrementAndGet();
	}

	private static void answer(OutputStream out, String line) throws IOException {
		out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
