package io.estafette.document;

import java.util.UUID;

/** Identifies a document: one PDF with its name and type, for however many people. */
public record DocumentId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
