package io.estafette.diffusion;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.organization.ActorId;
import io.estafette.organization.Emitter;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The documents of a draft for its author, with the types that may be chosen (F5-F7, O4).
 */
@Service
public class FindDiffusionDocuments {

	/**
	 * What the upload page shows.
	 *
	 * @param types every type, with why it may not be chosen; empty when it may
	 */
	public record View(Emitter emitter, List<DocumentView> documents, Map<DocumentType, Optional<Refusal>> types) {
	}

	private final DraftAccess access;

	private final DiffusionDocuments documents;

	private final DocumentTypePolicy types;

	FindDiffusionDocuments(DraftAccess access, DiffusionDocuments documents, DocumentTypePolicy types) {
		this.access = access;
		this.documents = documents;
		this.types = types;
	}

	/** The view of the author's own draft. */
	@Transactional
	public View of(FreeDiffusionId id, ActorId actor) {
		Emitter emitter = this.access.emitter(this.access.draft(id, actor));
		Map<DocumentType, Optional<Refusal>> refusals = new EnumMap<>(DocumentType.class);
		Arrays.stream(DocumentType.values()).forEach((type) -> refusals.put(type, this.types.refusal(emitter, type)));
		return new View(emitter, this.documents.of(id), refusals);
	}

}
