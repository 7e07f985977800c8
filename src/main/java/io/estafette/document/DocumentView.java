package io.estafette.document;

import java.util.Set;

import io.estafette.organization.NodeId;

/**
 * A document as users see it.
 *
 * @param name what the employee sees; never a path (F7)
 * @param fileName the name of the uploaded file, to recognise it by
 * @param size in bytes
 * @param activeContent whether it holds scripts, launch actions, embedded files or XFA
 * (F5)
 * @param alreadySigned whether it carried a signature when it was uploaded
 */
public record DocumentView(DocumentId id, NodeId brand, String fileName, String name, DocumentType type, long size,
		int pages, boolean activeContent, boolean alreadySigned) {

	/** What users are told about it although it is accepted (F5). */
	public Set<PdfWarning> warnings() {
		return PdfWarning.of(this.size, this.activeContent);
	}

}
