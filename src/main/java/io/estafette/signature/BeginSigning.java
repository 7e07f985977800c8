package io.estafette.signature;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

import io.estafette.account.RequestOneTimeCode;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A person wants to sign documents of one hand-over, has read them and says so: a code is
 * sent to their address (D4). It is good for these documents and this session alone.
 */
@Service
public class BeginSigning {

	private static final int MOST = 20;

	private final SignatureRequests requests;

	private final SignatureSteps steps;

	private final RequestOneTimeCode requestCode;

	private final JdbcClient jdbc;

	private final Clock clock;

	BeginSigning(SignatureRequests requests, SignatureSteps steps, RequestOneTimeCode requestCode, JdbcClient jdbc,
			Clock clock) {
		this.requests = requests;
		this.steps = steps;
		this.requestCode = requestCode;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Has the code sent.
	 * @param consent the sentence that the person agreed to, word for word; empty if they
	 * did not
	 * @return what the code is typed in for; no secret
	 * @throws Refusal NOT_FOUND, CONSENT_MISSING, NOTHING_TO_SIGN, NOT_READ_YET,
	 * NOT_TO_SIGN_ANY_MORE or TOO_MANY_CODES
	 */
	@Transactional
	public UUID of(Collection<UUID> documents, String consent, Visitor visitor) {
		Set<UUID> ids = new LinkedHashSet<>(documents);
		if (ids.isEmpty() || ids.size() > MOST) {
			throw new Refusal(Refusal.Kind.INVALID, "NOTHING_TO_SIGN");
		}
		if (consent.isEmpty()) {
			throw new Refusal(Refusal.Kind.INVALID, "CONSENT_MISSING");
		}
		Instant now = this.clock.instant();
		for (UUID id : ids) {
			SignatureRequests.Row row = this.requests.of(id, visitor.account()).orElseThrow(Refusal::notFound);
			if (!row.isOpen(now)) {
				throw new Refusal(Refusal.Kind.CONFLICT, "NOT_TO_SIGN_ANY_MORE");
			}
			if (!this.steps.has(id, SignatureSteps.What.READ)) {
				throw new Refusal(Refusal.Kind.CONFLICT, "NOT_READ_YET");
			}
		}
		UUID code = this.requestCode.to(visitor.owner());
		this.jdbc
			.sql("insert into signing (code_id, account_id, session_hash, requests, consent) values (?, ?, ?, ?, ?)")
			.param(code)
			.param(visitor.owner())
			.param(visitor.sessionHash())
			.param(ids.toArray(UUID[]::new))
			.param(consent)
			.update();
		ids.forEach((id) -> this.steps.add(id, SignatureSteps.What.CODE_SENT, now, visitor));
		return code;
	}

}
