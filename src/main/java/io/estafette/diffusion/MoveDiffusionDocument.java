package io.estafette.diffusion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.estafette.document.DocumentId;
import io.estafette.document.DocumentView;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes the order in which people see the documents of a draft. */
@Service
public class MoveDiffusionDocument {

	private final DraftAccess access;

	private final DiffusionDocuments documents;

	MoveDiffusionDocument(DraftAccess access, DiffusionDocuments documents) {
		this.access = access;
		this.documents = documents;
	}

	/**
	 * Moves a document one place.
	 * @param up towards the first; the first and the last stay where they are
	 * @throws Refusal NOT_FOUND for others' drafts and documents, DIFFUSION_ALREADY_SENT
	 */
	@Transactional
	public void of(FreeDiffusionId id, ActorId actor, DocumentId document, boolean up) {
		this.access.draft(id, actor);
		List<DocumentId> order = new ArrayList<>(this.documents.of(id).stream().map(DocumentView::id).toList());
		int from = order.indexOf(document);
		if (from < 0) {
			throw Refusal.notFound();
		}
		int to = up ? from - 1 : from + 1;
		if (to >= 0 && to < order.size()) {
			Collections.swap(order, from, to);
			this.documents.order(id, order);
		}
	}

}
