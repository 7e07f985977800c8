package io.estafette.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

import io.estafette.sealing.SealCheck.Verdict;
import org.springframework.stereotype.Service;

/**
 * Tells whether a PDF carries the organisation's seal and is, byte for byte, what was
 * sealed (D5).
 */
@Service
public class CheckSeal {

	private final StrictCheck strictCheck;

	private final SealingKeys.Entry organisation;

	CheckSeal(StrictCheck strictCheck, SealingKeys keys) {
		this.strictCheck = strictCheck;
		this.organisation = keys.organisation();
	}

	/**
	 * Checks it; any bytes will do. A PDF parser sees only what the organisation itself
	 * signed.
	 * @param file read whole into memory, so its size is the caller's to bound
	 */
	public SealCheck of(Path file) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		String owner = this.organisation.owner();
		try {
			return new SealCheck(Verdict.INTACT, null, owner, this.strictCheck.require(bytes));
		}
		catch (BrokenSealException ex) {
			return carriesOurSeal(bytes) ? new SealCheck(Verdict.ALTERED, ex.fault(), owner, null)
					: new SealCheck(Verdict.UNKNOWN, ex.fault(), null, null);
		}
	}

	/**
	 * A seal names the organisation's certificate twice, whole and by its hash: a change
	 * in one of them leaves the other.
	 */
	private boolean carriesOurSeal(byte[] bytes) {
		try {
			byte[] certificate = this.organisation.certificate().getEncoded();
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
			return contains(bytes, hex(hash)) || contains(bytes, hex(certificate));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Whether the hexadecimal digits are there, in whichever case a PDF tool wrote them.
	 */
	private static boolean contains(byte[] bytes, byte[] part) {
		for (int i = 0; i <= bytes.length - part.length; i++) {
			int matching = 0;
			while (matching < part.length && lowerCase(bytes[i + matching]) == part[matching]) {
				matching++;
			}
			if (matching == part.length) {
				return true;
			}
		}
		return false;
	}

	private static int lowerCase(byte digit) {
		return (digit >= 'A' && digit <= 'F') ? digit + 'a' - 'A' : digit;
	}

}
