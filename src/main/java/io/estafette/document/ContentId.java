package io.estafette.document;

import java.util.HexFormat;

/** Identifies stored bytes by their SHA-256, in lower-case hexadecimal. */
public record ContentId(String sha256) {

	static ContentId of(byte[] digest) {
		return new ContentId(HexFormat.of().formatHex(digest));
	}

	byte[] digest() {
		return HexFormat.of().parseHex(this.sha256);
	}

}
