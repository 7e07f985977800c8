package io.estafette.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.BodyPart;
import jakarta.mail.Flags;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;

import org.springframework.web.util.HtmlUtils;

/**
 * Catches every mail and shows it: SMTP, IMAP (any password reads any mailbox) and a web
 * page. Keeps the newest mails in memory and forgets the oldest ones beyond a limit.
 */
final class MailCatcher {

	private static final int MOST_MAILS = 4000;

	private static final long MOST_BYTES = 96L << 20;

	private static final int LISTED = 500;

	private final GreenMail greenMail;

	private final ObjectMapper json = new ObjectMapper();

	private MailCatcher(int smtp, int imap) {
		String loopback = "127.0.0.1";
		this.greenMail = new GreenMail(new ServerSetup[] { new ServerSetup(smtp, loopback, ServerSetup.PROTOCOL_SMTP),
				new ServerSetup(imap, loopback, ServerSetup.PROTOCOL_IMAP) });
		this.greenMail.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
	}

	/**
	 * Runs until the process is ended.
	 * @param smtp the port that takes mails
	 * @param imap the port that gives them back
	 * @param page the port of the web page
	 */
	static void run(int smtp, int imap, int page) throws IOException, InterruptedException {
		MailCatcher catcher = new MailCatcher(smtp, imap);
		catcher.greenMail.start();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), page), 0);
		server.setExecutor(Executors.newFixedThreadPool(4));
		server.createContext("/", catcher::answer);
		server.start();
		while (true) {
			Thread.sleep(Duration.ofSeconds(2));
			catcher.forgetOldest();
		}
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String id = parameter(exchange, "id");
			switch (exchange.getRequestURI().getPath()) {
				case "/" -> html(exchange, list(parameter(exchange, "to")));
				case "/health" -> reply(exchange, 200, "text/plain", "UP".getBytes(StandardCharsets.UTF_8));
				case "/mail" -> withMail(exchange, id, (mail) -> html(exchange, page(mail)));
				case "/mail/html" -> withMail(exchange, id, (mail) -> body(exchange, mail));
				case "/mail/part" -> withMail(exchange, id, (mail) -> part(exchange, mail, parameter(exchange, "cid")));
				case "/mail/source" ->
					withMail(exchange, id, (mail) -> reply(exchange, 200, "text/plain; charset=utf-8", mail.source()));
				case "/api/mails" ->
					json(exchange, mails(parameter(exchange, "to")).stream().limit(LISTED).map(Mail::summary).toList());
				case "/api/mail" -> withMail(exchange, id, (mail) -> json(exchange, mail.details()));
				default -> reply(exchange, 404, "text/plain", "Not found".getBytes(StandardCharsets.UTF_8));
			}
		}
		catch (MessagingException | FolderException ex) {
			throw new IOException(ex);
		}
	}

	private void withMail(HttpExchange exchange, String id, Action action)
			throws IOException, MessagingException, FolderException {
		Optional<Mail> mail = mails("").stream().filter((candidate) -> candidate.id().equals(id)).findFirst();
		if (mail.isPresent()) {
			action.on(mail.get());
		}
		else {
			reply(exchange, 404, "text/plain", "No such mail".getBytes(StandardCharsets.UTF_8));
		}
	}

	/**
	 * The caught mails, newest first.
	 * @param to only this mailbox, or empty for all
	 */
	private List<Mail> mails(String to) throws FolderException {
		List<Mail> mails = new ArrayList<>();
		for (GreenMailUser user : List.copyOf(this.greenMail.getUserManager().listUser())) {
			if (to.isEmpty() || user.getEmail().equalsIgnoreCase(to)) {
				for (StoredMessage message : inbox(user).getNonDeletedMessages()) {
					mails.add(new Mail(user.getEmail(), message));
				}
			}
		}
		mails.sort(Comparator.comparing(Mail::received).thenComparing((mail) -> mail.message().getUid()).reversed());
		return mails;
	}

	private MailFolder inbox(GreenMailUser user) throws FolderException {
		return this.greenMail.getManagers().getImapHostManager().getInbox(user);
	}

	private void forgetOldest() {
		try {
			List<Mail> newestFirst = mails("");
			long bytes = 0;
			int kept = 0;
			List<Mail> old = new ArrayList<>();
			for (Mail mail : newestFirst) {
				bytes += mail.message().getMimeMessage().getSize();
				if (++kept > MOST_MAILS || bytes > MOST_BYTES) {
					mail.message().setFlag(Flags.Flag.DELETED, true);
					old.add(mail);
				}
			}
			if (!old.isEmpty()) {
				for (GreenMailUser user : List.copyOf(this.greenMail.getUserManager().listUser())) {
					inbox(user).expunge();
				}
			}
		}
		catch (FolderException | MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String list(String to) throws MessagingException, FolderException {
		List<Mail> mails = mails(to);
		StringBuilder rows = new StringBuilder();
		for (Mail mail : mails.subList(0, Math.min(LISTED, mails.size()))) {
			rows.append(
					"<tr><td>%s</td><td><a href=\"/?to=%s\">%s</a></td><td>%s</td><td><a href=\"/mail?id=%s\">%s</a></td></tr>"
						.formatted(escape(mail.received().toString()), encode(mail.mailbox()), escape(mail.mailbox()),
								escape(mail.header("From")), encode(mail.id()), escape(mail.subject())));
		}
		return """
				<h1>Caught mails</h1>
				<form><label>To <input name="to" value="%s"></label> <button>Filter</button> <a href="/">All</a></form>
				<p>%d mails%s. The same as JSON: <a href="/api/mails">/api/mails</a>.</p>
				<table><thead><tr><th>Received</th><th>To</th><th>From</th><th>Subject</th></tr></thead>
				<tbody>%s</tbody></table>""".formatted(escape(to), mails.size(),
				(mails.size() > LISTED) ? ", the newest " + LISTED + " shown" : "", rows);
	}

	private String page(Mail mail) throws IOException, MessagingException {
		String id = encode(mail.id());
		StringBuilder headers = new StringBuilder();
		for (Map.Entry<String, String> header : mail.headers().entrySet()) {
			headers.append(
					"<tr><th>%s</th><td>%s</td></tr>".formatted(escape(header.getKey()), escape(header.getValue())));
		}
		String html = mail.body("text/html")
			.map((body) -> "<h2>HTML</h2><iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" src=\"/mail/html?id=%s\" title=\"HTML\"></iframe>"
				.formatted(id))
			.orElse("");
		return """
				<p><a href="/">All mails</a> · <a href="/mail/source?id=%s">source</a> · <a href="/api/mail?id=%s">JSON</a></p>
				<h1>%s</h1>%s<h2>Text</h2><pre>%s</pre><h2>Headers</h2><table>%s</table>"""
			.formatted(id, id, escape(mail.subject()), html, escape(mail.body("text/plain").orElse("")), headers);
	}

	/** A mail's HTML, which must neither run nor fetch anything. */
	private void body(HttpExchange exchange, Mail mail) throws IOException, MessagingException {
		String html = mail.body("text/html")
			.orElse("")
			.replaceAll("cid:([^\"')\\s>]+)", "/mail/part?id=" + encode(mail.id()).replace("$", "\\$") + "&cid=$1");
		exchange.getResponseHeaders()
			.set("Content-Security-Policy",
					"default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox");
		reply(exchange, 200, "text/html; charset=utf-8",
				("<base target=\"_blank\">" + html).getBytes(StandardCharsets.UTF_8));
	}

	private void part(HttpExchange exchange, Mail mail, String contentId) throws IOException, MessagingException {
		Optional<Part> part = mail.find((candidate) -> {
			String[] found = candidate.getHeader("Content-ID");
			return found != null && found[0].equals("<" + contentId + ">");
		});
		if (part.isEmpty() || !part.get().getContentType().toLowerCase().startsWith("image/")) {
			reply(exchange, 404, "text/plain", "No such part".getBytes(StandardCharsets.UTF_8));
			return;
		}
		try (InputStream content = part.get().getInputStream()) {
			exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; sandbox");
			reply(exchange, 200, part.get().getContentType().split(";")[0], content.readAllBytes());
		}
	}

	private static void html(HttpExchange exchange, String content) throws IOException {
		exchange.getResponseHeaders()
			.set("Content-Security-Policy",
					"default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'");
		reply(exchange, 200, "text/html; charset=utf-8",
				"""
						<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Caught mails</title><style>
						body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1f2328}
						table{border-collapse:collapse;width:100%%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #e3e5e8;overflow-wrap:anywhere}
						iframe{width:100%%;height:40rem;border:1px solid #e3e5e8;background:#fff}pre{white-space:pre-wrap;background:#f6f7f8;padding:1rem}
						a{color:#0f62fe}</style></head><body>%s</body></html>"""
					.formatted(content)
					.getBytes(StandardCharsets.UTF_8));
	}

	private void json(HttpExchange exchange, Object value) throws IOException {
		reply(exchange, 200, "application/json", this.json.writeValueAsBytes(value));
	}

	private static void reply(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
		exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
		exchange.sendResponseHeaders(status, content.length);
		exchange.getResponseBody().write(content);
	}

	private static String parameter(HttpExchange exchange, String name) {
		URI uri = exchange.getRequestURI();
		for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
			if (pair.startsWith(name + "=")) {
				return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
			}
		}
		return "";
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

	@FunctionalInterface
	private interface Action {

		void on(Mail mail) throws IOException, MessagingException;

	}

	@FunctionalInterface
	private interface PartFilter {

		boolean accepts(Part part) throws IOException, MessagingException;

	}

	private record Mail(String mailbox, StoredMessage message) {

		String id() {
			return this.mailbox + ":" + this.message.getUid();
		}

		Instant received() {
			return this.message.getReceivedDate().toInstant();
		}

		String subject() {
			return Optional.of(header("Subject")).filter((subject) -> !subject.isBlank()).orElse("(no subject)");
		}

		String header(String name) {
			return headers().getOrDefault(name, "");
		}

		Map<String, String> headers() {
			try {
				Map<String, String> headers = new LinkedHashMap<>();
				for (Header header : Collections.list(this.message.getMimeMessage().getAllHeaders())) {
					headers.merge(header.getName(), MimeUtility.decodeText(MimeUtility.unfold(header.getValue())),
							(first, second) -> first + "\n" + second);
				}
				return headers;
			}
			catch (IOException | MessagingException ex) {
				throw new IllegalStateException(ex);
			}
		}

		Optional<String> body(String type) throws IOException, MessagingException {
			Optional<Part> part = find((candidate) -> candidate.isMimeType(type)
					&& !Part.ATTACHMENT.equalsIgnoreCase(candidate.getDisposition()));
			return part.isPresent() ? Optional.of(part.get().getContent().toString()) : Optional.empty();
		}

		Optional<Part> find(PartFilter filter) throws IOException, MessagingException {
			return find(this.message.getMimeMessage(), filter);
		}

		byte[] source() throws IOException, MessagingException {
			MimeMessage mime = this.message.getMimeMessage();
			java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
			mime.writeTo(bytes);
			return bytes.toByteArray();
		}

		Map<String, Object> summary() {
			Map<String, Object> summary = new LinkedHashMap<>();
			summary.put("id", id());
			summary.put("to", this.mailbox);
			summary.put("from", header("From"));
			summary.put("subject", subject());
			summary.put("messageId", header("Message-ID"));
			summary.put("receivedAt", received().toString());
			return summary;
		}

		Map<String, Object> details() throws IOException, MessagingException {
			Map<String, Object> details = summary();
			details.put("headers", headers());
			details.put("text", body("text/plain").orElse(""));
			details.put("html", body("text/html").orElse(""));
			return details;
		}

		private static Optional<Part> find(Part part, PartFilter filter) throws IOException, MessagingException {
			if (part.isMimeType("multipart/*")) {
				Multipart multipart = (Multipart) part.getContent();
				for (int i = 0; i < multipart.getCount(); i++) {
					BodyPart child = multipart.getBodyPart(i);
					Optional<Part> found = find(child, filter);
					if (found.isPresent()) {
						return found;
					}
				}
				return Optional.empty();
			}
			return filter.accepts(part) ? Optional.of(part) : Optional.empty();
		}

	}

}
