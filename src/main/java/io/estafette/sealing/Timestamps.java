package io.estafette.sealing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.model.TimestampBinary;
import eu.europa.esig.dss.service.SecureRandomNonceSource;
import eu.europa.esig.dss.service.http.commons.TimestampDataLoader;
import eu.europa.esig.dss.service.tsp.OnlineTSPSource;
import eu.europa.esig.dss.spi.x509.tsp.KeyEntityTSPSource;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where time stamps come from, and which certificates they must lead to. */
@Component
class Timestamps implements TSPSource {

	/** Room for a token with the certificates of a real authority. */
	private static final int LARGEST_ONLINE_TOKEN = 10_240;

	private final transient TSPSource source;

	private final transient List<X509Certificate> authorities;

	private final int largestToken;

	private final @Nullable URI address;

	private final Duration timeout;

	private volatile boolean failing;

	Timestamps(SealingProperties properties, SealingKeys keys, Clock clock) {
		SealingKeys.Entry stamper = keys.timestamp();
		this.address = properties.timestampUrl();
		this.timeout = properties.timestampTimeout();
		this.authorities = new ArrayList<>();
		if (stamper != null) {
			this.authorities.add(stamper.identity().chain().getLast());
		}
		if (properties.timestampUrl() != null) {
			this.source = online(properties);
			this.authorities.addAll(authorities(properties));
			this.largestToken = LARGEST_ONLINE_TOKEN;
		}
		else if (stamper != null) {
			this.source = new LocalSource(stamper, clock);
			this.largestToken = SealPdf.sizeOf(stamper.identity().chain()) + 2048;
		}
		else {
			throw new SealingSetupException("There is no source of time stamps for seals",
					"Set estafette.sealing.timestamp-url to a time-stamp authority (RFC 3161).", null);
		}
	}

	@Override
	public TimestampBinary getTimeStampResponse(DigestAlgorithm algorithm, byte[] digest) {
		try {
			TimestampBinary stamp = this.source.getTimeStampResponse(algorithm, digest);
			this.failing = false;
			return stamp;
		}
		catch (RuntimeException ex) {
			this.failing = true;
			throw new TimestampUnavailableException(ex);
		}
	}

	/**
	 * Whether the source answers. Stamps may have their price: one is asked for only
	 * while the last one failed, and ends that.
	 * @throws IOException when nobody answers
	 * @throws TimestampUnavailableException when the answer is no stamp
	 */
	void ask() throws IOException {
		if (this.failing) {
			getTimeStampResponse(DigestAlgorithm.SHA256, new byte[32]);
		}
		else if (this.address != null) {
			int port = (this.address.getPort() != -1) ? this.address.getPort()
					: ("https".equals(this.address.getScheme()) ? 443 : 80);
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(this.address.getHost(), port), (int) this.timeout.toMillis());
			}
		}
	}

	/** The certificates to trust: the key store's own stamper stays trusted. */
	List<X509Certificate> authorities() {
		return this.authorities;
	}

	/** How many bytes a time stamp may take in the seal. */
	int largestToken() {
		return this.largestToken;
	}

	private static TSPSource online(SealingProperties properties) {
		int timeout = (int) properties.timestampTimeout().toMillis();
		TimestampDataLoader loader = new TimestampDataLoader();
		loader.setTimeoutConnection(timeout);
		loader.setTimeoutConnectionRequest(timeout);
		loader.setTimeoutResponse(timeout);
		loader.setTimeoutSocket(timeout);
		OnlineTSPSource online = new OnlineTSPSource(String.valueOf(properties.timestampUrl()), loader);
		online.setNonceSource(new SecureRandomNonceSource());
		return online;
	}

	private static List<X509Certificate> authorities(SealingProperties properties) {
		Path file = properties.timestampCertificates();
		try {
			return (file != null) ? read(file) : trustedByJava();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new SealingSetupException(
					"The time-stamp authority's certificates cannot be read" + ((file != null) ? ": " + file : ""),
					"Set estafette.sealing.timestamp-certificates to a file of certificates in PEM form.", ex);
		}
	}

	private static List<X509Certificate> read(Path file) throws IOException, GeneralSecurityException {
		try (InputStream in = Files.newInputStream(file)) {
			return CertificateFactory.getInstance("X.509")
				.generateCertificates(in)
				.stream()
				.map(X509Certificate.class::cast)
				.toList();
		}
	}

	private static List<X509Certificate> trustedByJava() throws GeneralSecurityException {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init((KeyStore) null);
		return Arrays.stream(factory.getTrustManagers())
			.map(X509TrustManager.class::cast)
			.flatMap((manager) -> Arrays.stream(manager.getAcceptedIssuers()))
			.toList();
	}

	/** Stamps with a key of its own, at the application's time. */
	private static final class LocalSource extends KeyEntityTSPSource {

		private final transient Clock clock;

		LocalSource(SealingKeys.Entry stamper, Clock clock) {
			super(stamper.key(), stamper.identity().certificate(), stamper.identity().chain());
			this.clock = clock;
			// A time stamp must name a policy; this one is of the arc for examples.
			setTsaPolicy("2.999.1");
			setDigestAlgorithm(DigestAlgorithm.SHA256);
		}

		@Override
		protected Date getProductionTime() {
			return Date.from(this.clock.instant());
		}

	}

}
