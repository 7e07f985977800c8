package io.estafette.notification;

import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.util.StringUtils;

/**
 * One connection to the mail server, kept for a series of mails. (Spring's own
 * {@code send} either connects for each mail, or tells only after the last mail of a
 * series which ones were accepted.)
 */
class MailConnection implements AutoCloseable {

	/**
	 * Mail servers often end a connection after some hundreds of mails; we end it
	 * earlier.
	 */
	private static final int LONGEST_SERIES = 100;

	private final JavaMailSenderImpl mailServer;

	private @Nullable Transport transport;

	private int sent;

	MailConnection(JavaMailSenderImpl mailServer) {
		this.mailServer = mailServer;
	}

	/** Connects, unless connected. */
	void open() throws MessagingException {
		if (this.transport != null && this.sent >= LONGEST_SERIES) {
			close();
		}
		if (this.transport == null) {
			@Nullable String protocol = this.mailServer.getProtocol();
			Transport opened = session().getTransport((protocol != null) ? protocol : "smtp");
			opened.connect(this.mailServer.getHost(), this.mailServer.getPort(), text(this.mailServer.getUsername()),
					text(this.mailServer.getPassword()));
			this.transport = opened;
			this.sent = 0;
		}
	}

	/** Returns once the mail server has accepted the mail. */
	void send(MimeMessage message) throws MessagingException {
		if (this.transport == null) {
			throw new MessagingException("Not connected");
		}
		try {
			this.transport.sendMessage(message, message.getAllRecipients());
			this.sent++;
		}
		catch (IllegalStateException ex) {
			throw new MessagingException("The connection is closed", ex);
		}
	}

	/** Whether mails went through this connection already. */
	boolean isProven() {
		return this.transport != null && this.sent > 0;
	}

	@Override
	public void close() {
		try (@Nullable
		Transport closing = this.transport) {
			this.transport = null;
		}
		catch (MessagingException ex) {
			// The mail server has closed it already.
		}
	}

	private Session session() {
		Session session = this.mailServer.getSession();
		Properties properties = session.getProperties();
		if (!properties.containsKey("mail.smtp.socketFactory.class")
				&& properties.putIfAbsent("mail.smtp.socketFactory", new PromptSockets()) == null) {
			properties.put("mail.smtp.socketFactory.fallback", "false");
		}
		return session;
	}

	private static @Nullable String text(@Nullable String value) {
		return StringUtils.hasText(value) ? value : null;
	}

}
