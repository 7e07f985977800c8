package io.estafette.bench;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.estafette.samples.HostilePdfs;
import io.estafette.samples.SamplePdfs;
import io.estafette.sealing.SealPdf;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.ExternalSigningSupport;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How long a seal takes, strict check and files included, beside two others measured in
 * the same run: the limit (SHA-256 of the source and one signature) and a seal of the
 * same level made by hand with PDFBox and BouncyCastle, unchecked and in memory. The
 * README says how to run it.
 */
class SealingBench {

	private static final Duration WARM_UP = Duration.ofSeconds(40);

	private static final int ROUNDS = 9;

	private static final Duration ROUND = Duration.ofMillis(400);

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
		sources.put("safety notice", SamplePdfs.safetyNotice());
		// As in the application, its logging levels included.
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SealingModule.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run("--estafette.sealing.keystore=" + this.folder.resolve("organisation.p12"),
					"--estafette.sealing.keystore-password=demo",
					"--estafette.sealing.create-demonstration-keystore=true")) {
			SealPdf sealPdf = context.getBean(SealPdf.class);
			ByHand byHand = new ByHand(this.folder.resolve("organisation.p12"));
			warmUp(HostilePdfs.ofSize(200_000), sealPdf, byHand);
			System.out.println("| source | bytes | limit ms | by hand ms | sealed ms | × limit | × by hand |");
			System.out.println("|---|---|---|---|---|---|---|");
			for (Map.Entry<String, byte[]> source : sources.entrySet()) {
				System.out.println(line(source.getKey(), source.getValue(), sealPdf, byHand));
			}
		}
	}

	private void warmUp(byte[] source, SealPdf sealPdf, ByHand byHand) throws Exception {
		for (Work work : works(source, sealPdf, byHand)) {
			round(work, WARM_UP);
		}
	}

	private List<Work> works(byte[] source, SealPdf sealPdf, ByHand byHand) throws Exception {
		Path file = Files.write(this.folder.resolve("source.pdf"), source);
		Path target = this.folder.resolve("sealed.pdf");
		return List.of(() -> byHand.limit(source), () -> byHand.seal(source), () -> {
			// Some file systems wait for the disk when a file is overwritten.
			Files.deleteIfExists(target);
			sealPdf.of(file, target);
		});
	}

	private String line(String name, byte[] source, SealPdf sealPdf, ByHand byHand) throws Exception {
		double[] milliseconds = compare(works(source, sealPdf, byHand));
		return String.format("| %s | %,d | %.3f | %.2f | %.2f | %.1f | %.2f |", name, source.length, milliseconds[0],
				milliseconds[1], milliseconds[2], milliseconds[2] / milliseconds[0], milliseconds[2] / milliseconds[1]);
	}

	/** The median of rounds, in which the works take turns. */
	private static double[] compare(List<Work> works) throws Exception {
		List<double[]> rounds = new ArrayList<>();
		for (int i = 0; i < ROUNDS; i++) {
			double[] times = new double[works.size()];
			for (int w = 0; w < works.size(); w++) {
				times[w] = round(works.get(w), ROUND);
			}
			rounds.add(times);
		}
		double[] medians = new double[works.size()];
		for (int w = 0; w < works.size(); w++) {
			int work = w;
			medians[w] = rounds.stream().mapToDouble((times) -> times[work]).sorted().toArray()[ROUNDS / 2];
		}
		return medians;
	}

	private static double round(Work work, Duration length) throws Exception {
		long start = System.nanoTime();
		long end = start;
		int count = 0;
		while (end - start < length.toNanos()) {
			work.run();
			count++;
			end = System.nanoTime();
		}
		return (end - start) / 1e6 / count;
	}

	/** PDFBox and BouncyCastle, with the same keys and chain. */
	private static final class ByHand {

		private final PrivateKey key;

		private final List<X509Certificate> chain;

		private final CMSSignedDataGenerator signer = new CMSSignedDataGenerator();

		private final TimeStampTokenGenerator stamper;

		ByHand(Path file) throws Exception {
			KeyStore store = KeyStore.getInstance("PKCS12");
			try (InputStream in = Files.newInputStream(file)) {
				store.load(in, "demo".toCharArray());
			}
			this.key = (PrivateKey) store.getKey("organisation", "demo".toCharArray());
			this.chain = chain(store, "organisation");
			this.signer.addSignerInfoGenerator(
					new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
						.build(new JcaContentSignerBuilder("SHA256withECDSA").build(this.key), this.chain.getFirst()));
			this.signer.addCertificates(new JcaCertStore(this.chain));
			DigestCalculator digests = new JcaDigestCalculatorProviderBuilder().build()
				.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
			List<X509Certificate> stamps = chain(store, "timestamp");
			this.stamper = new TimeStampTokenGenerator(
					new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA",
							(PrivateKey) store.getKey("timestamp", "demo".toCharArray()), stamps.getFirst()),
					digests, new ASN1ObjectIdentifier("2.999.1"));
			this.stamper.addCertificates(new JcaCertStore(stamps));
		}

		private static List<X509Certificate> chain(KeyStore store, String alias) throws Exception {
			return Arrays.stream(store.getCertificateChain(alias)).map(X509Certificate.class::cast).toList();
		}

		byte[] limit(byte[] source) throws Exception {
			Signature signature = Signature.getInstance("SHA256withECDSA");
			signature.initSign(this.key);
			signature.update(MessageDigest.getInstance("SHA-256").digest(source));
			return signature.sign();
		}

		byte[] seal(byte[] source) throws Exception {
			ByteArrayOutputStream sealed = new ByteArrayOutputStream(source.length + 30_000);
			try (PDDocument pdf = Loader.loadPDF(source); SignatureOptions options = new SignatureOptions()) {
				options.setPreferredSignatureSize(12_000);
				PDSignature seal = new PDSignature();
				seal.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
				seal.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
				certify(pdf, seal);
				pdf.addSignature(seal, options);
				ExternalSigningSupport signing = pdf.saveIncrementalForExternalSigning(sealed);
				signing.setSignature(sign(signing.getContent().readAllBytes()));
			}
			return sealed.toByteArray();
		}

		private byte[] sign(byte[] content) throws Exception {
			CMSSignedData signed = this.signer.generate(new CMSProcessableByteArray(content), false);
			SignerInformation signature = signed.getSignerInfos().iterator().next();
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(signature.getSignature());
			TimeStampToken stamp = this.stamper.generate(
					new TimeStampRequestGenerator().generate(NISTObjectIdentifiers.id_sha256, digest), BigInteger.TEN,
					new Date());
			AttributeTable unsigned = new AttributeTable(
					new Attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
							new DERSet(ASN1Primitive.fromByteArray(stamp.getEncoded()))));
			return CMSSignedData
				.replaceSigners(signed,
						new SignerInformationStore(SignerInformation.replaceUnsignedAttributes(signature, unsigned)))
				.getEncoded();
		}

		private static void certify(PDDocument pdf, PDSignature seal) {
			COSDictionary parameters = new COSDictionary();
			parameters.setItem(COSName.TYPE, COSName.getPDFName("TransformParams"));
			parameters.setInt(COSName.P, 1);
			parameters.setName(COSName.V, "1.2");
			COSDictionary reference = new COSDictionary();
			reference.setItem(COSName.TYPE, COSName.getPDFName("SigRef"));
			reference.setItem(COSName.TRANSFORM_METHOD, COSName.DOCMDP);
			reference.setItem(COSName.TRANSFORM_PARAMS, parameters);
			COSArray references = new COSArray();
			references.add(reference);
			seal.getCOSObject().setItem(COSName.REFERENCE, references);
			COSDictionary permissions = new COSDictionary();
			permissions.setItem(COSName.DOCMDP, seal.getCOSObject());
			COSDictionary catalog = pdf.getDocumentCatalog().getCOSObject();
			catalog.setItem(COSName.PERMS, permissions);
			catalog.setNeedToBeUpdated(true);
		}

	}

}
