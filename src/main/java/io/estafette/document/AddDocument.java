package io.estafette.document;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import io.estafette.organization.NodeId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes an uploaded PDF in, once it has passed the checks of F5. */
@Service
public class AddDocument {

	private final InspectPdf inspectPdf;

	private final AddInspectedDocuments addInspected;

	private final FindDocuments findDocuments;

	AddDocument(InspectPdf inspectPdf, AddInspectedDocuments addInspected, FindDocuments findDocuments) {
		this.inspectPdf = inspectPdf;
		this.addInspected = addInspected;
		this.findDocuments = findDocuments;
	}

	/**
	 * Checks and stores it.
	 * @param file the uploaded bytes, which stay the caller's to delete
	 * @param fileName as the user's computer calls it; only shown, never a path
	 * @param name what the employee will see
	 * @throws io.estafette.platform.Refusal with one of the codes of refused files
	 * (product.md section 6)
	 */
	@Transactional
	public DocumentView of(NodeId brand, Path file, String fileName, String name, DocumentType type) {
		InspectPdf.Findings findings = this.inspectPdf.of(file, type);
		DocumentId id = new DocumentId(UUID.randomUUID());
		this.addInspected.of(brand, type,
				List.of(new AddInspectedDocuments.Inspected(id, file, fileName, name, findings)));
		return this.findDocuments.byIds(List.of(id)).getFirst();
	}

}
