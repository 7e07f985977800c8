package io.estafette.sealing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key and a certificate for one signature of one person: made for it, valid for an
 * hour, never kept. The time stamp proves that it was used in time.
 */
final class PersonCertificate {

	/**
	 * So short-lived that nobody needs to revoke it: checkers need not ask (ETSI EN 319
	 * 412-1, 5.2.2).
	 */
	private static final ASN1ObjectIdentifier VALIDITY_ASSURED = new ASN1ObjectIdentifier("0.4.0.194121.2.1");

	private static final Duration VALIDITY = Duration.ofHours(1);

	/** The clocks of the authority for time stamps and ours may differ a little. */
	private static final Duration BEFORE = Duration.ofMinutes(5);

	private static final SecureRandom RANDOM = new SecureRandom();

	private PersonCertificate() {
	}

	static SealingKeys.Entry issue(SealingKeys.Entry authority, Signatory person, Instant now)
			throws GeneralSecurityException {
		try {
			KeyPair keys = DemonstrationKeystore.keyPair();
			X509Certificate issuer = authority.identity().certificate();
			X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
			name.addRDN(BCStyle.CN, person.fullName());
			name.addRDN(BCStyle.GIVENNAME, person.firstName());
			name.addRDN(BCStyle.SURNAME, person.lastName());
			name.addRDN(BCStyle.SERIALNUMBER, person.matricule());
			name.addRDN(BCStyle.O, person.organisation());
			JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
					new JcaX509CertificateHolder(issuer).getSubject(), new BigInteger(120, RANDOM).setBit(119),
					Date.from(now.minus(BEFORE)), Date.from(now.plus(VALIDITY)), name.build(), keys.getPublic());
			JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
			certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
			certificate.addExtension(Extension.keyUsage, true,
					new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
			certificate.addExtension(Extension.subjectKeyIdentifier, false,
					extensions.createSubjectKeyIdentifier(keys.getPublic()));
			certificate.addExtension(Extension.authorityKeyIdentifier, false,
					extensions.createAuthorityKeyIdentifier(issuer));
			certificate.addExtension(VALIDITY_ASSURED, false, DERNull.INSTANCE);
			X509Certificate issued = new JcaX509CertificateConverter().getCertificate(certificate.build(
					new JcaContentSignerBuilder(authority.identity().algorithm().getJCEId()).build(authority.key())));
			return new SealingKeys.Entry(keys.getPrivate(), new Identity(List.of(issued, issuer)));
		}
		catch (IOException | OperatorException ex) {
			throw new GeneralSecurityException(ex);
		}
	}

}
