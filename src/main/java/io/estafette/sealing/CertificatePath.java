package io.estafette.sealing;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.stream.Collectors;

/** The way from a certificate to one that is trusted. */
final class CertificatePath {

	private CertificatePath() {
	}

	/**
	 * Finds it, as it was at a time. Revocation is not asked about.
	 * @param carried what may lie on the way
	 * @throws GeneralSecurityException when there is none
	 */
	static void require(X509Certificate certificate, Collection<X509Certificate> carried,
			Collection<X509Certificate> trusted, Date at) throws GeneralSecurityException {
		X509CertSelector target = new X509CertSelector();
		target.setCertificate(certificate);
		PKIXBuilderParameters path = new PKIXBuilderParameters(
				trusted.stream().map((each) -> new TrustAnchor(each, null)).collect(Collectors.toSet()), target);
		path.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(carried)));
		path.setDate(at);
		path.setRevocationEnabled(false);
		CertPathBuilder.getInstance("PKIX").build(path);
	}

}
