package io.estafette.notification;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A logo with the size in which a mail shows it, in pixels: some mail programs obey only
 * width and height in the HTML.
 */
record Logo(byte[] png, int width, int height) {

	private static final byte[] SIGNATURE = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

	private static final int HEADER_LENGTH = 24;

	private static final double WIDEST = 220;

	private static final double HIGHEST = 56;

	/** Empty when these bytes are no PNG. */
	static Optional<Logo> of(byte[] png) {
		if (png.length < HEADER_LENGTH || !Arrays.equals(png, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
			return Optional.empty();
		}
		ByteBuffer header = ByteBuffer.wrap(png);
		int width = header.getInt(16);
		int height = header.getInt(20);
		if (width <= 0 || height <= 0) {
			return Optional.empty();
		}
		double scale = Math.min(1, Math.min(WIDEST / width, HIGHEST / height));
		return Optional.of(new Logo(png, (int) Math.max(1, Math.round(width * scale)),
				(int) Math.max(1, Math.round(height * scale))));
	}

}
