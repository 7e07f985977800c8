package io.estafette.sealing;

import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.signature.AbstractSignatureParameters;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;

/** DSS without its own look at our certificates, which we take ourselves. */
final class PlainPadesService extends PAdESService {

	PlainPadesService(Timestamps timestamps) {
		super(new CommonCertificateVerifier());
		setPdfObjFactory(new PatchingSignatureService.Factory());
		setTspSource(timestamps);
	}

	@Override
	protected void assertSigningCertificateValid(AbstractSignatureParameters<?> parameters) {
	}

}
