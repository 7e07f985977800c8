package io.estafette.signature;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.estafette.directory.AccountId;
import io.estafette.document.DocumentView;
import io.estafette.document.FindDocuments;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the owner of a vault is asked to sign, and what became of it (D4). */
@Service
public class FindSignatures {

	/**
	 * A request to sign.
	 *
	 * @param read whether the document was shown to the person
	 */
	public record View(UUID id, String name, int pages, SignatureState state, boolean read, Instant expiresAt,
			@Nullable Instant decidedAt, @Nullable String reason) {
	}

	private final SignatureRequests requests;

	private final SignatureSteps steps;

	private final FindDocuments findDocuments;

	FindSignatures(SignatureRequests requests, SignatureSteps steps, FindDocuments findDocuments) {
		this.requests = requests;
		this.steps = steps;
		this.findDocuments = findDocuments;
	}

	/** One, if it lies in this vault. */
	@Transactional(readOnly = true)
	public Optional<View> of(UUID request, AccountId account) {
		return this.requests.of(request, account).map(this::view);
	}

	/**
	 * All that came in the same hand-over, this one first.
	 * @throws Refusal NOT_FOUND when it does not lie in this vault
	 */
	@Transactional(readOnly = true)
	public List<View> with(UUID request, AccountId account) {
		SignatureRequests.Row row = this.requests.of(request, account).orElseThrow(Refusal::notFound);
		return this.requests.ofHandOver(row.handOver(), account)
			.stream()
			.sorted(Comparator.comparing((SignatureRequests.Row each) -> !each.id().equals(request)))
			.map(this::view)
			.toList();
	}

	private View view(SignatureRequests.Row row) {
		DocumentView document = this.findDocuments.byIds(List.of(row.document())).getFirst();
		return new View(row.id(), document.name(), document.pages(), row.state(),
				this.steps.has(row.id(), SignatureSteps.What.READ), row.expiresAt(), row.decidedAt(), row.reason());
	}

}
