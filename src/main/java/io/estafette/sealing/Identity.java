package io.estafette.sealing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import javax.security.auth.x500.X500Principal;

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

	/**
	 * Whom one trusts who trusts it: the issuer of its issuers, as far as it is known.
	 */
	X509Certificate anchor() {
		return this.chain.getLast();
	}

	SignatureAlgorithm algorithm() {
		return certificate().getPublicKey().getAlgorithm().equals("RSA") ? SignatureAlgorithm.RSA_SHA256
				: SignatureAlgorithm.ECDSA_SHA256;
	}

	/** Nothing is sealed, signed or issued with a certificate that is over. */
	void requireValid(Instant now) {
		Instant from = certificate().getNotBefore().toInstant();
		Instant to = certificate().getNotAfter().toInstant();
		if (now.isBefore(from) || now.isAfter(to)) {
			throw new IllegalStateException("The certificate of " + person() + " is valid from " + from + " to " + to
					+ ": put a valid one into the key store and start again");
		}
	}

	/** Who the certificate names: the organisation, or else its common name. */
	String owner() {
		return name(certificate().getSubjectX500Principal(), BCStyle.O, BCStyle.CN);
	}

	/** The person that the certificate names. */
	String person() {
		return name(certificate().getSubjectX500Principal(), BCStyle.CN, BCStyle.O);
	}

	/** Who issued the certificate. */
	String issuer() {
		return name(certificate().getIssuerX500Principal(), BCStyle.CN, BCStyle.O);
	}

	private static String name(X500Principal principal, ASN1ObjectIdentifier... parts) {
		X500Name name = X500Name.getInstance(principal.getEncoded());
		for (ASN1ObjectIdentifier part : parts) {
			RDN[] found = name.getRDNs(part);
			if (found.length > 0) {
				return ((ASN1String) found[0].getFirst().getValue()).getString();
			}
		}
		return name.toString();
	}

}
