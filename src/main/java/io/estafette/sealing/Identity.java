package io.estafette.sealing;

import java.security.cert.X509Certificate;
import java.util.List;

import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Who makes signatures.
 *
 * @param chain the certificates, the signer's own first
 */
record Identity(List<X509Certificate> chain) {

	X509Certificate certificate() {
		return this.chain.getFirst();
	}

	SignatureAlgorithm algorithm() {
		return certificate().getPublicKey().getAlgorithm().equals("RSA") ? SignatureAlgorithm.RSA_SHA256
				: SignatureAlgorithm.ECDSA_SHA256;
	}

	/** Who the certificate names: the organisation, or else its common name. */
	String owner() {
		X500Name subject = X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
		for (ASN1ObjectIdentifier part : List.of(BCStyle.O, BCStyle.CN)) {
			RDN[] found = subject.getRDNs(part);
			if (found.length > 0) {
				return ((ASN1String) found[0].getFirst().getValue()).getString();
			}
		}
		return subject.toString();
	}

}
