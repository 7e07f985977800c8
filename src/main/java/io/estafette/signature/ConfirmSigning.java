package io.estafette.signature;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import io.estafette.account.UseOneTimeCode;
import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the code that a person typed: from now on the documents count as consented to,
 * and their signatures are made (D4).
 */
@Service
public class ConfirmSigning {

	private final SignatureRequests requests;

	private final SignatureSteps steps;

	private final UseOneTimeCode useCode;

	private final ApplicationEventPublisher events;

	private final JdbcClient jdbc;

	private final Clock clock;

	ConfirmSigning(SignatureRequests requests, SignatureSteps steps, UseOneTimeCode useCode,
			ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
		this.requests = requests;
		this.steps = steps;
		this.useCode = useCode;
		this.events = events;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Which documents a code is for. */
	@Transactional(readOnly = true)
	public List<UUID> documents(UUID code, Visitor visitor) {
		return this.jdbc.sql("select requests from signing where code_id = ? and account_id = ? and session_hash = ?")
			.param(code)
			.param(visitor.owner())
			.param(visitor.sessionHash())
			.query((row, number) -> Arrays.asList((UUID[]) row.getArray(1).getArray()))
			.optional()
			.orElseThrow(Refusal::notFound);
	}

	/**
	 * Consents to them, to all or to none. A refusal rolls nothing back, for a wrong try
	 * counts: all is judged before anything is written.
	 * @param consent the sentence that the person agreed to, word for word
	 * @throws Refusal NOT_FOUND for another session's code, CODE_WRONG, CODE_EXPIRED,
	 * CODE_USED_UP or NOT_TO_SIGN_ANY_MORE
	 */
	@Transactional(noRollbackFor = Refusal.class)
	public void of(UUID code, String digits, String consent, Visitor visitor) {
		List<UUID> documents = documents(code, visitor);
		this.useCode.of(code, visitor.owner(), digits);
		Instant now = this.clock.instant();
		List<SignatureRequests.Row> rows = documents.stream()
			.map((id) -> this.requests.lock(id).orElseThrow(Refusal::notFound))
			.toList();
		if (rows.stream().anyMatch((row) -> row.state() != SignatureState.REQUESTED || !row.expiresAt().isAfter(now))) {
			throw new Refusal(Refusal.Kind.CONFLICT, "NOT_TO_SIGN_ANY_MORE");
		}
		for (SignatureRequests.Row row : rows) {
			this.requests.decide(row, SignatureState.CONSENTED, now, null, consent);
			this.steps.add(row.id(), SignatureSteps.What.CONSENTED, now, visitor);
			this.events.publishEvent(new SignatureDecided(row.id(), true));
		}
	}

}
