package io.estafette.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.estafette.samples.HostilePdfs;
import io.estafette.sealing.PrepareForSigning;
import io.estafette.sealing.SignPdf;
import io.estafette.sealing.Signatory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How many signatures of people one core makes - certificate, visible block, time stamp,
 * strict check and files included - beside the limit measured in the same run: SHA-256 of
 * the source, a key pair, and two signatures. The README says how to run it.
 */
class SigningBench {

	private static final Duration WARM_UP = Duration.ofSeconds(15);

	private static final int ROUNDS = 9;

	private static final Duration ROUND = Duration.ofMillis(800);

	private static final Signatory JULIE = new Signatory("Julie", "Moreau", "H0001", "Horizon Intérim");

	@TempDir
	Path folder;

	/** What is measured. */
	private interface Work {

		void run() throws Exception;

	}

	@Test
	void measure() throws Exception {
		Map<String, byte[]> sources = new LinkedHashMap<>();
		sources.put("50 kB", HostilePdfs.ofSize(50_000));
		sources.put("500 kB", HostilePdfs.ofSize(500_000));
		sources.put("5 MB", HostilePdfs.ofSize(5_000_000));
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SealingModule.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run("--estafette.sealing.keystore=" + this.folder.resolve("organisation.p12"),
					"--estafette.sealing.keystore-password=demo",
					"--estafette.sealing.create-demonstration-keystore=true")) {
			SignPdf signPdf = context.getBean(SignPdf.class);
			System.out.println("| source | limit ms | signed ms | × limit | signatures per second and core |");
			System.out.println("|---|---|---|---|---|");
			for (Map.Entry<String, byte[]> source : sources.entrySet()) {
				Path prepared = this.folder.resolve("prepared.pdf");
				Files.deleteIfExists(prepared);
				context.getBean(PrepareForSigning.class)
					.of(Files.write(this.folder.resolve("source.pdf"), source.getValue()), prepared);
				byte[] bytes = Files.readAllBytes(prepared);
				PrivateKey authority = keys().getPrivate();
				Path signed = this.folder.resolve("signed.pdf");
				double limit = median(() -> limit(bytes, authority));
				double work = median(() -> {
					Files.deleteIfExists(signed);
					signPdf.of(prepared, signed, JULIE, Locale.FRENCH, Clock.systemUTC().instant());
				});
				System.out.printf(Locale.ROOT, "| %s | %.3f | %.2f | %.1f | %.0f |%n", source.getKey(), limit, work,
						work / limit, 1000 / work);
			}
		}
	}

	/** What no way of signing can do without. */
	private static void limit(byte[] source, PrivateKey authority) throws Exception {
		byte[] hash = MessageDigest.getInstance("SHA-256").digest(source);
		KeyPair person = keys();
		sign(authority, person.getPublic().getEncoded());
		sign(person.getPrivate(), hash);
	}

	private static KeyPair keys() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		return generator.generateKeyPair();
	}

	private static void sign(PrivateKey key, byte[] bytes) throws Exception {
		Signature signature = Signature.getInstance("SHA256withECDSA");
		signature.initSign(key);
		signature.update(bytes);
		signature.sign();
	}

	private static double median(Work work) throws Exception {
		round(work, WARM_UP);
		double[] times = new double[ROUNDS];
		for (int i = 0; i < ROUNDS; i++) {
			times[i] = round(work, ROUND);
		}
		Arrays.sort(times);
		return times[ROUNDS / 2];
	}

	/** Milliseconds for each. */
	private static double round(Work work, Duration time) throws Exception {
		long start = System.nanoTime();
		int count = 0;
		while (System.nanoTime() - start < time.toNanos()) {
			work.run();
			count++;
		}
		return (System.nanoTime() - start) / 1e6 / count;
	}

}
