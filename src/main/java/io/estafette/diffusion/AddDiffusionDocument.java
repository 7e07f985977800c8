package io.estafette.diffusion;

import java.nio.file.Path;
import java.util.Arrays;

import io.estafette.document.AddDocument;
import io.estafette.document.DocumentNames;
import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.organization.ActorId;
import io.estafette.organization.Emitter;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds an uploaded PDF to a draft (F5), under its file's name and the first type that the
 * author may send.
 */
@Service
public class AddDiffusionDocument {

	/** Most documents in one free diffusion. */
	public static final int MOST_DOCUMENTS = 20;

	private final DraftAccess access;

	private final DiffusionDocuments documents;

	private final DocumentTypePolicy types;

	private final AddDocument addDocument;

	AddDiffusionDocument(DraftAccess access, DiffusionDocuments documents, DocumentTypePolicy types,
			AddDocument addDocument) {
		this.access = access;
		this.documents = documents;
		this.types = types;
		this.addDocument = addDocument;
	}

	/**
	 * Adds it at the end.
	 * @param file the uploaded bytes, which stay the caller's to delete
	 * @throws Refusal with one of the codes of refused files (product.md section 6), or
	 * TOO_MANY_DOCUMENTS
	 */
	@Transactional
	public DocumentView to(FreeDiffusionId id, ActorId actor, Path file, String fileName) {
		Emitter emitter = this.access.emitter(this.access.draft(id, actor));
		if (this.documents.of(id).size() >= MOST_DOCUMENTS) {
			throw new Refusal(Refusal.Kind.INVALID, "TOO_MANY_DOCUMENTS", MOST_DOCUMENTS);
		}
		DocumentType type = Arrays.stream(DocumentType.values())
			.filter((candidate) -> this.types.refusal(emitter, candidate).isEmpty())
			.findFirst()
			.orElseThrow(() -> new Refusal(Refusal.Kind.FORBIDDEN, "EMITTER_NOT_ALLOWED"));
		DocumentView document = this.addDocument.of(emitter.node().brand(), file, fileName,
				DocumentNames.proposed(fileName), type);
		this.documents.add(id, document.id());
		return document;
	}

}
