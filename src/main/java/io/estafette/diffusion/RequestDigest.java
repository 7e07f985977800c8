package io.estafette.diffusion;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;

/**
 * Tells whether two requests ask for the same: a SHA-256 over all fields and the SHA-256
 * of every file, whatever the order of recipients and files.
 */
final class RequestDigest {

	private RequestDigest() {
	}

	static byte[] of(RequestFreeDiffusion.Request request, List<String> distinctRecipients) {
		MessageDigest digest = sha256();
		add(digest, request.emitter());
		add(digest, distinctRecipients.size());
		distinctRecipients.stream().sorted().forEach((recipient) -> add(digest, recipient));
		add(digest, request.documents().size());
		request.documents().forEach((document) -> {
			add(digest, document.file());
			add(digest, document.name());
			add(digest, document.type().name());
		});
		add(digest, request.files().size());
		request.files()
			.stream()
			.sorted(Comparator.comparing(RequestFreeDiffusion.Upload::fileName))
			.forEach((upload) -> {
				add(digest, upload.fileName());
				digest.update(of(upload.content()));
			});
		return digest.digest();
	}

	private static byte[] of(Path file) {
		try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
			in.transferTo(OutputStream.nullOutputStream());
			return in.getMessageDigest().digest();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** With its length, so that no two lists of texts look alike. */
	private static void add(MessageDigest digest, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		add(digest, bytes.length);
		digest.update(bytes);
	}

	private static void add(MessageDigest digest, int number) {
		digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
