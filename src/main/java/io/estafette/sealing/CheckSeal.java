package io.estafette.sealing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.HexFormat;
import java.util.List;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.springframework.stereotype.Component;

/**
 * The strict check of a seal made here: exactly one signature, made with the
 * organisation's certificate, certifying the document with permission 1, covering every
 * byte of the file but its own, and nothing after it.
 */
@Component
class CheckSeal {

	private final SealingKeys keys;

	CheckSeal(SealingKeys keys) {
		this.keys = keys;
	}

	/** Stops work on a seal that is not what it should be. */
	void require(Path file) throws IOException {
		if (!isIntact(file)) {
			throw new IllegalStateException("The seal just made does not pass the strict check");
		}
	}

	/**
	 * Whether the file carries the organisation's seal and not one byte has changed
	 * since.
	 */
	boolean isIntact(Path file) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		try (PDDocument pdf = Loader.loadPDF(bytes)) {
			List<PDSignature> signatures = pdf.getSignatureDictionaries();
			if (signatures.size() != 1) {
				return false;
			}
			PDSignature seal = signatures.getFirst();
			return certifiesWithoutChanges(pdf, seal) && coversEverything(bytes, seal.getByteRange())
					&& isSignedByOrganisation(bytes, seal.getByteRange());
		}
		catch (IOException | CMSException | OperatorCreationException | CertificateException | RuntimeException ex) {
			return false;
		}
	}

	private static boolean certifiesWithoutChanges(PDDocument pdf, PDSignature seal) {
		COSDictionary permissions = pdf.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PERMS);
		if (permissions == null || permissions.getCOSDictionary(COSName.DOCMDP) != seal.getCOSObject()) {
			return false;
		}
		COSArray references = seal.getCOSObject().getCOSArray(COSName.REFERENCE);
		if (references == null || references.size() != 1
				|| !(references.getObject(0) instanceof COSDictionary reference)) {
			return false;
		}
		COSDictionary transform = reference.getCOSDictionary(COSName.TRANSFORM_PARAMS);
		return COSName.DOCMDP.equals(reference.getCOSName(COSName.TRANSFORM_METHOD)) && transform != null
				&& transform.getInt(COSName.P, 2) == 1;
	}

	private static boolean coversEverything(byte[] bytes, int[] range) {
		return range.length == 4 && range[0] == 0 && range[1] > 0 && range[2] > range[1]
				&& range[2] + range[3] == bytes.length && bytes[range[1]] == '<' && bytes[range[2] - 1] == '>';
	}

	private boolean isSignedByOrganisation(byte[] bytes, int[] range)
			throws IOException, CMSException, OperatorCreationException, CertificateException {
		byte[] hole = HexFormat.of()
			.parseHex(new String(bytes, range[1] + 1, range[2] - range[1] - 2,
					java.nio.charset.StandardCharsets.US_ASCII));
		byte[] encoded;
		try (ASN1InputStream in = new ASN1InputStream(hole)) {
			ASN1Primitive read = in.readObject();
			encoded = read.getEncoded();
		}
		// The hole is as DSS writes it, so that not even its padding can carry a change.
		StringBuilder expected = new StringBuilder(HexFormat.of().formatHex(encoded));
		while (expected.length() < hole.length * 2) {
			expected.append('0');
		}
		String written = new String(bytes, range[1] + 1, range[2] - range[1] - 2,
				java.nio.charset.StandardCharsets.US_ASCII);
		if (!written.equals(expected.toString()) && !written.equals(expected.toString().toUpperCase())) {
			return false;
		}
		byte[] covered = new byte[range[1] + range[3]];
		System.arraycopy(bytes, 0, covered, 0, range[1]);
		System.arraycopy(bytes, range[2], covered, range[1], range[3]);
		CMSSignedData cms = new CMSSignedData(new CMSProcessableByteArray(covered), encoded);
		if (cms.getSignerInfos().size() != 1) {
			return false;
		}
		SignerInformation signer = cms.getSignerInfos().iterator().next();
		X509CertificateHolder expectedCertificate = new JcaX509CertificateHolder(
				this.keys.organisation().certificate());
		return signer.getSID().match(expectedCertificate)
				&& signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(expectedCertificate));
	}

}
