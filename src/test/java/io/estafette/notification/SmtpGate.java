package io.estafette.notification;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.awaitility.Awaitility;

/**
 * A mail server that can be away, can refuse and can hang up: a gate in front of a
 * GreenMail server, which takes all that comes through.
 */
final class SmtpGate {

	private final GreenMail mailServer = new GreenMail(
			new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).setVerbose(false));

	private final Map<String, String> replies = new ConcurrentHashMap<>();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final AtomicInteger connections = new AtomicInteger();

	private volatile int longestSeries = Integer.MAX_VALUE;

	private ServerSocket door;

	SmtpGate() {
		this.mailServer.start();
		open(0);
	}

	int port() {
		return this.door.getLocalPort();
	}

	GreenMail mailServer() {
		return this.mailServer;
	}

	/** Takes everything again and forgets the past. */
	void reset() throws Exception {
		this.replies.clear();
		this.longestSeries = Integer.MAX_VALUE;
		if (this.door.isClosed()) {
			open();
		}
		this.mailServer.purgeEmailFromAllMailboxes();
		this.connections.set(0);
	}

	/** Answers commands that begin so, in whatever case, itself. */
	void answer(String command, String reply) {
		this.replies.put(command.toLowerCase(), reply);
	}

	void answerNoMore() {
		this.replies.clear();
	}

	/** Hangs up when a connection brings more mails than this. */
	void hangUpAfter(int mails) {
		this.longestSeries = mails;
	}

	int connections() {
		return this.connections.get();
	}

	void open() {
		int port = this.door.getLocalPort();
		// The system may take a moment to give the port back.
		Awaitility.await().ignoreException(UncheckedIOException.class).until(() -> {
			open(port);
			return true;
		});
	}

	/** Away: nobody answers, and whoever is connected is cut off. */
	void close() throws IOException {
		this.door.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private void open(int port) {
		try {
			ServerSocket opened = new ServerSocket();
			opened.setReuseAddress(true);
			opened.bind(new java.net.InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
			this.door = opened;
			Thread.ofVirtual().start(() -> welcome(opened));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void welcome(ServerSocket opened) {
		try {
			while (true) {
				Socket client = opened.accept();
				this.connections.incrementAndGet();
				Socket server = new Socket("127.0.0.1", this.mailServer.getSmtp().getPort());
				client.setTcpNoDelay(true);
				server.setTcpNoDelay(true);
				this.sockets.add(client);
				Thread.ofVirtual().start(() -> answers(server, client));
				Thread.ofVirtual().start(() -> commands(client, server));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private void answers(Socket server, Socket client) {
		try (server; client) {
			server.getInputStream().transferTo(client.getOutputStream());
		}
		catch (IOException ex) {
			// Somebody hung up.
		}
	}

	private void commands(Socket client, Socket server) {
		try (server; client) {
			InputStream in = new BufferedInputStream(client.getInputStream());
			OutputStream out = server.getOutputStream();
			int mails = 0;
			byte[] line = readLine(in);
			while (line.length > 0) {
				String command = new String(line, StandardCharsets.US_ASCII).toLowerCase();
				if (command.startsWith("mail from:") && ++mails > this.longestSeries) {
					client.getOutputStream().write("421 4.3.2 Closing\r\n".getBytes(StandardCharsets.US_ASCII));
					return;
				}
				String reply = reply(command);
				if (reply != null) {
					client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
				}
				else {
					out.write(line);
				}
				line = readLine(in);
			}
		}
		catch (IOException ex) {
			// Somebody hung up.
		}
		finally {
			this.sockets.remove(client);
		}
	}

	private String reply(String command) {
		return this.replies.entrySet()
			.stream()
			.filter((entry) -> command.startsWith(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static byte[] readLine(InputStream in) throws IOException {
		java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
		int next = in.read();
		while (next >= 0) {
			line.write(next);
			if (next == '\n') {
				break;
			}
			next = in.read();
		}
		return line.toByteArray();
	}

}
