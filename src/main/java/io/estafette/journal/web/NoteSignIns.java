package io.estafette.journal.web;

import io.estafette.journal.RecordSignIn;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureLockedEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;

/** Notes sign-ins and sign-outs, and refused passwords wherever one is asked for (D7). */
@Component
class NoteSignIns {

	private final RecordSignIn recordSignIn;

	NoteSignIns(RecordSignIn recordSignIn) {
		this.recordSignIn = recordSignIn;
	}

	@EventListener
	void on(InteractiveAuthenticationSuccessEvent event) {
		this.recordSignIn.of(RecordSignIn.Outcome.SIGNED_IN, event.getAuthentication().getName());
	}

	@EventListener
	void on(LogoutSuccessEvent event) {
		this.recordSignIn.of(RecordSignIn.Outcome.SIGNED_OUT, event.getAuthentication().getName());
	}

	@EventListener
	void on(AbstractAuthenticationFailureEvent event) {
		this.recordSignIn.of((event instanceof AuthenticationFailureLockedEvent) ? RecordSignIn.Outcome.SIGN_IN_LOCKED
				: RecordSignIn.Outcome.SIGN_IN_REFUSED, event.getAuthentication().getName());
	}

}
