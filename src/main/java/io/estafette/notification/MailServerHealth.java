package io.estafette.notification;

import io.estafette.platform.OutsideService;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;

import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Whether the mail server lets us in; no mail is sent to find out. */
@Component("mailServer")
class MailServerHealth extends OutsideService {

	private final JavaMailSenderImpl mailServer;

	MailServerHealth(JavaMailSenderImpl mailServer, MeterRegistry meters) {
		super("mail server", "Mails wait in the outbox and follow.", meters);
		this.mailServer = mailServer;
	}

	@Override
	protected void ask() throws MessagingException {
		try (MailConnection connection = new MailConnection(this.mailServer)) {
			connection.open();
		}
	}

}
