package io.estafette.document;

import java.io.InputStream;

import org.springframework.stereotype.Service;

/** Opens kept bytes, whoever asks: check rights first. */
@Service
public class OpenContent {

	/**
	 * Some bytes.
	 *
	 * @param size how many there are
	 * @param stream read once, in slices; to be closed
	 */
	public record Opened(long size, InputStream stream) {
	}

	private final ContentStore contents;

	OpenContent(ContentStore contents) {
		this.contents = contents;
	}

	/** What {@link KeepContent} kept. */
	public Opened of(ContentId id) {
		return new Opened(this.contents.size(id), this.contents.open(id));
	}

}
