package io.estafette.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

import io.estafette.sealing.SealCheck.Fault;
import io.estafette.sealing.SealCheck.Verdict;
import org.springframework.stereotype.Service;

/**
 * Tells whether a PDF carries the organisation's seal and is, byte for byte, what was
 * sealed (D5). Seals made with its earlier certificates count as well.
 */
@Service
public class CheckSeal {

	private final StrictCheck strictCheck;

	private final List<Identity> organisations;

	CheckSeal(StrictCheck strictCheck, SealingKeys keys) {
		this.strictCheck = strictCheck;
		this.organisations = keys.organisations();
	}

	/**
	 * Checks it; any bytes will do. A PDF parser sees only what the organisation itself
	 * signed.
	 * @param file read whole into memory, so its size is the caller's to bound
	 */
	public SealCheck of(Path file) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		Fault fault = Fault.NO_SIGNATURE;
		for (Identity organisation : this.organisations) {
			try {
				return new SealCheck(Verdict.INTACT, null, organisation.owner(),
						this.strictCheck.require(bytes, organisation));
			}
			catch (BrokenSealException ex) {
				if (carriesSealOf(organisation, bytes)) {
					return new SealCheck(Verdict.ALTERED, asAltered(ex.fault()), organisation.owner(), null);
				}
				fault = ex.fault();
			}
		}
		return new SealCheck(Verdict.UNKNOWN, (fault == Fault.NO_SIGNATURE) ? fault : Fault.OTHER_SIGNER, null, null);
	}

	private static Fault asAltered(Fault fault) {
		return switch (fault) {
			case NO_SIGNATURE, OTHER_SIGNER -> Fault.CHANGED;
			case NOT_THE_WHOLE_FILE, CHANGED, NO_TIMESTAMP, NOT_CERTIFIED -> fault;
		};
	}

	/**
	 * A seal names the organisation's certificate twice, whole and by its hash: a change
	 * in one of them leaves the other.
	 */
	private static boolean carriesSealOf(Identity organisation, byte[] bytes) {
		try {
			byte[] certificate = organisation.certificate().getEncoded();
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
