package io.estafette.signature;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import io.estafette.account.UseOneTimeCode;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
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

	private record Signing(List<UUID> documents, @Nullable String consent) {
	}

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
		return signing(code, visitor).documents();
	}

	/**
	 * Consents to those that are still to sign, with the sentence that was agreed to when
	 * the code was asked for. A refusal rolls nothing back, for a wrong try counts: all
	 * is judged before anything is written.
	 * @return those that no longer were: the sender cancelled, or their time is over
	 * @throws Refusal NOT_FOUND for another session's code, CODE_WRONG, CODE_EXPIRED,
	 * CODE_USED_UP, or NOT_TO_SIGN_ANY_MORE when none is left
	 */
	@Transactional(noRollbackFor = Refusal.class)
	public List<UUID> of(UUID code, String digits, Visitor visitor) {
		Signing signing = signing(code, visitor);
		String consent = signing.consent();
		if (consent == null) {
			// Asked for before sentences were kept.
			throw new Refusal(Refusal.Kind.CONFLICT, "CODE_EXPIRED");
		}
		this.useCode.of(code, visitor.owner(), digits);
		Instant now = this.clock.instant();
		List<SignatureRequests.Row> open = this.requests.lock(signing.documents())
			.stream()
			.filter((row) -> row.isOpen(now))
			.toList();
		if (open.isEmpty()) {
			throw new Refusal(Refusal.Kind.CONFLICT, "NOT_TO_SIGN_ANY_MORE");
		}
		for (SignatureRequests.Row row : open) {
			this.requests.decide(row, SignatureState.CONSENTED, now, null, consent);
			this.steps.add(row.id(), SignatureSteps.What.CONSENTED, now, visitor);
			this.events.publishEvent(new SignatureDecided(row.id(), true));
		}
		List<UUID> consented = open.stream().map(SignatureRequests.Row::id).toList();
		return signing.documents().stream().filter((document) -> !consented.contains(document)).toList();
	}

	private Signing signing(UUID code, Visitor visitor) {
		return this.jdbc
			.sql("select requests, consent from signing where code_id = ? and account_id = ? and session_hash = ?")
			.param(code)
			.param(visitor.owner())
			.param(visitor.sessionHash())
			.query(ConfirmSigning::map)
			.optional()
			.orElseThrow(Refusal::notFound);
	}

	private static Signing map(ResultSet row, int number) throws SQLException {
		return new Signing(Arrays.asList((UUID[]) row.getArray(1).getArray()), row.getString(2));
	}

}
