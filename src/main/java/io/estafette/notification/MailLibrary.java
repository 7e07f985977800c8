package io.estafette.notification;

import jakarta.mail.util.StreamProvider;
import org.eclipse.angus.mail.util.MailStreamProvider;

import org.springframework.stereotype.Component;

/**
 * Tells the mail library where its encoders are. Otherwise it looks through the class
 * path for them, for every part and every header of every mail: a third of the work of
 * writing and sending one.
 */
@Component
class MailLibrary {

	MailLibrary() {
		System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
	}

}
