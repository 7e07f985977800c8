package io.estafette.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.estafette.document.InspectPdf;
import io.estafette.platform.Refusal;
import io.estafette.sealing.SealCheck.Fault;
import io.estafette.sealing.SealCheck.Verdict;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.springframework.stereotype.Service;

/**
 * Tells whether a PDF carries the organisation's seal and is, byte for byte, what was
 * sealed, and signed since if it was to be (D5). Seals made with its earlier certificates
 * count as well.
 */
@Service
public class CheckSeal {

	private static final byte[] SIGNATURE = "/ByteRange".getBytes(StandardCharsets.US_ASCII);

	private final StrictCheck strictCheck;

	private final InspectPdf inspectPdf;

	private final List<Identity> organisations;

	CheckSeal(StrictCheck strictCheck, InspectPdf inspectPdf, SealingKeys keys) {
		this.strictCheck = strictCheck;
		this.inspectPdf = inspectPdf;
		this.organisations = keys.organisations();
	}

	/**
	 * Checks it; any bytes will do. A PDF parser sees only what the organisation itself
	 * signed, or what passed the bounds of an inspection.
	 * @param file read whole into memory, so its size is the caller's to bound
	 * @throws Refusal when it is no PDF (NOT_A_PDF, EMPTY_FILE), or when too many are
	 * inspected (TOO_MANY_UPLOADS)
	 */
	public SealCheck of(Path file) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		Map<Identity, Fault> faults = new LinkedHashMap<>();
		for (Identity organisation : this.organisations) {
			try {
				return intact(this.strictCheck.require(bytes, organisation));
			}
			catch (BrokenSealException ex) {
				faults.put(organisation, ex.fault());
			}
		}
		for (Map.Entry<Identity, Fault> fault : faults.entrySet()) {
			if (carriesSealOf(fault.getKey(), bytes)) {
				return altered(fault.getKey(), fault.getValue());
			}
		}
		List<byte[]> signatures = signatures(file, bytes);
		for (Identity organisation : this.organisations) {
			if (signatures.stream().anyMatch((signature) -> contains(signature, encoded(organisation)))) {
				return altered(organisation, Fault.CHANGED);
			}
		}
		boolean signed = !signatures.isEmpty() || contains(bytes, SIGNATURE);
		return new SealCheck(Verdict.UNKNOWN, signed ? Fault.OTHER_SIGNER : Fault.NO_SIGNATURE, null, null, null, false,
				List.of());
	}

	private static SealCheck altered(Identity organisation, Fault fault) {
		Fault told = switch (fault) {
			case NO_SIGNATURE, OTHER_SIGNER -> Fault.CHANGED;
			case NOT_THE_WHOLE_FILE, CHANGED, NO_TIMESTAMP, NOT_CERTIFIED -> fault;
		};
		return new SealCheck(Verdict.ALTERED, told, organisation.owner(), organisation.issuer(), null, false,
				List.of());
	}

	private static SealCheck intact(StrictCheck.Intact found) {
		List<SealCheck.Signature> signatures = (found.signer() != null && found.signedAt() != null)
				? List.of(new SealCheck.Signature(found.signer().person(), found.signer().owner(),
						found.signer().issuer(), found.signedAt()))
				: List.of();
		return new SealCheck(Verdict.INTACT, null, found.sealedBy().owner(), found.sealedBy().issuer(),
				found.sealedAt(), found.toSign(), signatures);
	}

	/** A program that writes a PDF anew may hide its signatures in compressed parts. */
	private List<byte[]> signatures(Path file, byte[] bytes) {
		try {
			if (!this.inspectPdf.ofDelivered(file).alreadySigned()) {
				return List.of();
			}
		}
		catch (Refusal refusal) {
			return switch (refusal.code()) {
				case "NOT_A_PDF", "EMPTY_FILE", "TOO_MANY_UPLOADS" -> throw refusal;
				// What is not to be opened is not opened.
				default -> List.of();
			};
		}
		try (PDDocument pdf = Loader.loadPDF(bytes)) {
			return pdf.getSignatureDictionaries().stream().map(PDSignature::getContents).toList();
		}
		catch (IOException | RuntimeException ex) {
			// PDFBox also answers malformed files with exceptions of the language.
			return List.of();
		}
	}

	/**
	 * A seal names the organisation's certificate twice, whole and by its hash: a change
	 * in one of them leaves the other.
	 */
	private static boolean carriesSealOf(Identity organisation, byte[] bytes) {
		try {
			byte[] certificate = encoded(organisation);
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
			return containsHex(bytes, hex(hash)) || containsHex(bytes, hex(certificate));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] encoded(Identity organisation) {
		try {
			return organisation.certificate().getEncoded();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean contains(byte[] bytes, byte[] part) {
		for (int i = 0; i <= bytes.length - part.length; i++) {
			if (bytes[i] == part[0] && Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
				return true;
			}
		}
		return false;
	}

	private static byte[] hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Whether the hexadecimal digits are there, in whichever case a PDF tool wrote them.
	 */
	private static boolean containsHex(byte[] bytes, byte[] part) {
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
