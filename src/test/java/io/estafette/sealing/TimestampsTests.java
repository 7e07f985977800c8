package io.estafette.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.spi.x509.tsp.KeyEntityTSPSource;
import io.estafette.sealing.SealCheck.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TimestampsTests {

	@TempDir
	Path folder;

	HttpServer authority;

	@BeforeEach
	void startAuthority() throws IOException {
		this.authority = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		SealingKeys.Entry stamper = SealingFixture.in(this.folder.resolve("authority")).keys().timestamp();
		this.authority.createContext("/stamp", (exchange) -> {
			byte[] response = new Authority(stamper).answer(exchange.getRequestBody().readAllBytes());
			exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
			exchange.sendResponseHeaders(200, response.length);
			exchange.getResponseBody().write(response);
			exchange.close();
		});
		this.authority.createContext("/nonsense", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write("It works!".getBytes());
			exchange.close();
		});
		this.authority.createContext("/broken", (exchange) -> {
			exchange.sendResponseHeaders(503, -1);
			exchange.close();
		});
		this.authority.start();
	}

	@AfterEach
	void stopAuthority() {
		this.authority.stop(0);
	}

	@Test
	void anAuthorityOnTheNetworkStampsSeals() throws Exception {
		SealingFixture sealing = sealing(url("/stamp"), pem(root("authority")));

		assertThat(sealing.checkSeal().of(seal(sealing)).verdict()).isEqualTo(Verdict.INTACT);
	}

	@Test
	void onlyAnAuthorityThatIsTrustedIsBelieved() throws Exception {
		for (Path certificates : new Path[] { pem(root("other")), null }) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> seal(sealing(url("/stamp"), certificates)))
				.withMessageContaining("timestamp-certificates");
			assertThat(this.folder.resolve("sealed.pdf")).doesNotExist();
		}
	}

	@Test
	void sealsStampedByTheKeyStoreStayIntactUnderAnAuthority() throws Exception {
		Path sealed = seal(sealing(null, null));

		assertThat(sealing(url("/stamp"), null).checkSeal().of(sealed).verdict()).isEqualTo(Verdict.INTACT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nonsense", "/broken", "/nothing-there" })
	void anAuthorityThatGivesNoTimeStampIsAPassingFault(String path) {
		assertUnavailable(url(path));
	}

	@Test
	void anAuthorityThatIsDownIsAPassingFault() throws Exception {
		URI address;
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			address = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/stamp");
		}
		assertUnavailable(address);
	}

	@Test
	void anAuthorityThatNeverAnswersIsAPassingFault() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertUnavailable(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/stamp"));
		}
	}

	/** Looked at for nothing while all is well; a stamp tells when it is well again. */
	@Test
	void theStateOfTheAuthorityIsKnownAndStampsAreNotWasted() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		AtomicBoolean broken = new AtomicBoolean(true);
		SealingKeys.Entry stamper = SealingFixture.in(this.folder.resolve("authority")).keys().timestamp();
		this.authority.createContext("/moody", (exchange) -> {
			asked.incrementAndGet();
			byte[] response = new Authority(stamper).answer(exchange.getRequestBody().readAllBytes());
			exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
			exchange.sendResponseHeaders(broken.get() ? 503 : 200, broken.get() ? -1 : response.length);
			if (!broken.get()) {
				exchange.getResponseBody().write(response);
			}
			exchange.close();
		});
		SealingProperties properties = SealingFixture.properties(this.folder.resolve("organisation.p12"), url("/moody"),
				pem(root("authority")));
		Timestamps timestamps = new Timestamps(properties, new SealingKeys(properties, SealingFixture.CLOCK),
				SealingFixture.CLOCK);
		TimestampAuthorityHealth health = new TimestampAuthorityHealth(timestamps, new SimpleMeterRegistry());
		assertThat(look(health)).isEqualTo("UP");
		assertThat(asked).hasValue(0);
		assertThatExceptionOfType(TimestampUnavailableException.class)
			.isThrownBy(() -> timestamps.getTimeStampResponse(DigestAlgorithm.SHA256, new byte[32]));
		assertThat(look(health)).isEqualTo("AWAY");
		broken.set(false);
		assertThat(look(health)).isEqualTo("UP");
		int stamps = asked.get();
		assertThat(look(health)).isEqualTo("UP");
		assertThat(asked).hasValue(stamps);
		this.authority.stop(0);
		assertThat(look(health)).isEqualTo("AWAY");
	}

	private static String look(TimestampAuthorityHealth health) {
		health.look();
		return health.health().getStatus().getCode();
	}

	private void assertUnavailable(URI address) {
		assertThatExceptionOfType(TimestampUnavailableException.class).isThrownBy(() -> seal(sealing(address, null)));
		assertThat(this.folder.resolve("sealed.pdf")).doesNotExist();
	}

	private SealingFixture sealing(URI address, Path certificates) {
		return SealingFixture
			.with(SealingFixture.properties(this.folder.resolve("organisation.p12"), address, certificates));
	}

	private Path seal(SealingFixture sealing) throws Exception {
		Path target = this.folder.resolve("sealed.pdf");
		Files.deleteIfExists(target);
		sealing.sealPdf().of(Files.write(this.folder.resolve("source.pdf"), TestPdfs.plain()), target);
		return target;
	}

	private X509Certificate root(String owner) {
		return SealingFixture.in(this.folder.resolve(owner)).keys().organisation().identity().chain().getLast();
	}

	private URI url(String path) {
		return URI.create("http://127.0.0.1:" + this.authority.getAddress().getPort() + path);
	}

	private Path pem(X509Certificate certificate) throws Exception {
		String text = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(certificate.getEncoded());
		return Files.write(this.folder.resolve("authorities.pem"),
				List.of("-----BEGIN CERTIFICATE-----", text, "-----END CERTIFICATE-----"));
	}

	/** An RFC 3161 time-stamp authority. */
	private static final class Authority extends KeyEntityTSPSource {

		Authority(SealingKeys.Entry stamper) {
			super(stamper.key(), stamper.identity().certificate(), stamper.identity().chain());
			setTsaPolicy("2.999.2");
			setProductionTime(Date.from(SealingFixture.CLOCK.instant()));
		}

		byte[] answer(byte[] request) {
			try {
				return generateResponse(new TimeStampRequest(request), DigestAlgorithm.SHA256).getEncoded();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (TSPException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
