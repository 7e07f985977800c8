package io.estafette.document;

import java.util.UUID;

/** Identifies an uploaded PDF that waits to be used. */
public record UploadId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
