package io.estafette.sealing.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.estafette.platform.Refusal;
import io.estafette.sealing.CheckSeal;
import io.estafette.sealing.WriteDssReport;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * Checks a file that anyone sent, within bounds of number and time, and keeps nothing of
 * it (D5). Its size is bounded where requests are received.
 */
@Component
class VerifyUpload {

	private static final int MOST_AT_A_TIME = 2;

	private static final int LONGEST_WAIT_SECONDS = 10;

	private final CheckSeal checkSeal;

	private final WriteDssReport writeReport;

	private final VerificationLimit limit;

	private final Semaphore places = new Semaphore(MOST_AT_A_TIME, true);

	VerifyUpload(CheckSeal checkSeal, WriteDssReport writeReport, VerificationLimit limit) {
		this.checkSeal = checkSeal;
		this.writeReport = writeReport;
		this.limit = limit;
	}

	/**
	 * Checks it.
	 * @param address where the request comes from
	 * @throws Refusal when it is no PDF, or when there are too many
	 */
	Verification of(MultipartFile upload, String address) throws IOException {
		this.limit.count(address);
		takePlace();
		try {
			Path file = Files.createTempFile("verification-", ".pdf");
			try {
				String sha256 = copy(upload, file);
				return new Verification(this.checkSeal.of(file), upload.getSize(), sha256,
						this.writeReport.of(file).orElse(null));
			}
			finally {
				Files.delete(file);
			}
		}
		finally {
			this.places.release();
		}
	}

	private void takePlace() {
		try {
			if (this.places.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new Refusal(Refusal.Kind.TOO_MANY, "TOO_MANY_VERIFICATIONS");
	}

	private static String copy(MultipartFile upload, Path file) throws IOException {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			try (InputStream in = new DigestInputStream(upload.getInputStream(), digest)) {
				Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
