package io.estafette.notification;

import io.estafette.notification.MailFault.Kind;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a mail server's answer means. */
class MailFaultTests {

	@ParameterizedTest
	@CsvSource({ "550,550 5.1.1 <a@b.example> Unknown,ADDRESS_REFUSED,ADDRESS_REFUSED 550 5.1.1",
			"550,550 No such user,ADDRESS_REFUSED,ADDRESS_REFUSED 550",
			"550,550 5.4.1 Recipient address rejected,ADDRESS_REFUSED,ADDRESS_REFUSED 550 5.4.1",
			"553,553 5.1.3 Bad address,ADDRESS_REFUSED,ADDRESS_REFUSED 553 5.1.3",
			"552,552 5.2.2 Mailbox full,NOT_ACCEPTED,NOT_ACCEPTED 552 5.2.2",
			"554,554 5.7.1 Relay access denied,NOT_ACCEPTED,NOT_ACCEPTED 554 5.7.1",
			"530,530 Authenticate first,NOT_ACCEPTED,NOT_ACCEPTED 530",
			"451,451 4.7.1 Greylisted,NOT_ACCEPTED,NOT_ACCEPTED 451 4.7.1",
			"421,421 4.3.2 Shutting down,SERVER_FAULT,SERVER_FAULT" })
	void aRefusedAddress(int reply, String said, Kind kind, String code) throws Exception {
		MessagingException refused = new SMTPAddressFailedException(new InternetAddress("a@b.example"), "RCPT TO",
				reply, said);
		assertThat(MailFault.of(new SendFailedException("Invalid Addresses", refused)))
			.isEqualTo(new MailFault(kind, code));
	}

	@ParameterizedTest
	@CsvSource({ "DATA,554,554 5.6.0 Not wanted,NOT_ACCEPTED,NOT_ACCEPTED 554 5.6.0",
			"DATA,451,451 4.3.0 Busy,SERVER_FAULT,SERVER_FAULT 451 4.3.0",
			"MAIL FROM,530,530 5.7.0 Authenticate first,SERVER_FAULT,SERVER_FAULT 530 5.7.0" })
	void aRefusedCommand(String command, int reply, String said, Kind kind, String code) {
		Address[] nobody = {};
		assertThat(MailFault.of(new SMTPSendFailedException(command, reply, said, null, nobody, nobody, nobody)))
			.isEqualTo(new MailFault(kind, code));
	}

	@Test
	void anythingElseIsTheServers() {
		assertThat(MailFault.of(new MessagingException("Could not connect to a@b.example")))
			.isEqualTo(new MailFault(Kind.SERVER_FAULT, "SERVER_FAULT"));
	}

}
