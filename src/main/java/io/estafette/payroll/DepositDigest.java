package io.estafette.payroll;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether two deposits are the same: a SHA-256 over all fields and the PDF (P2).
 */
final class DepositDigest {

	private DepositDigest() {
	}

	static byte[] of(ReceiveDeposit.Request request, Path file) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (Object field : Arrays.asList(request.externalId(), request.kind(), request.matricule(),
					request.agency(), request.period(), request.executive(), request.clientCompany(),
					request.depositedAt())) {
				add(digest, (field != null) ? field.toString() : null);
			}
			try (InputStream bytes = Files.newInputStream(file)) {
				bytes.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
			}
			return digest.digest();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** With its length, so that no two lists of texts look alike. */
	private static void add(MessageDigest digest, @Nullable String text) {
		byte[] bytes = (text != null) ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
		digest.update(ByteBuffer.allocate(Integer.BYTES).putInt((text != null) ? bytes.length : -1).array());
		digest.update(bytes);
	}

}
