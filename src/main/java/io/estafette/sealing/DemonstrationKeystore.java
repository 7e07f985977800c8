package io.estafette.sealing;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a key store for demonstrations: a certification authority of its own, an
 * organisation and a time stamper.
 */
final class DemonstrationKeystore {

	private static final Duration VALIDITY = Duration.ofDays(3650);

	private final SecureRandom random = new SecureRandom();

	private final Instant now;

	private DemonstrationKeystore(Instant now) {
		this.now = now;
	}

	static void create(Path file, char[] password, SealingProperties properties, String timestampAlias, Clock clock)
			throws GeneralSecurityException, IOException {
		try {
			new DemonstrationKeystore(clock.instant()).write(file, password, properties, timestampAlias);
		}
		catch (OperatorException ex) {
			throw new GeneralSecurityException(ex);
		}
	}

	/** Adds the authority for signatures to a key store made before there was one. */
	static void complete(KeyStore store, Path file, char[] password, SealingProperties properties, Clock clock)
			throws GeneralSecurityException, IOException {
		try {
			new DemonstrationKeystore(clock.instant()).addSigningAuthority(store, password, properties);
			Files.move(stored(store, file, password), file, StandardCopyOption.REPLACE_EXISTING,
					StandardCopyOption.ATOMIC_MOVE);
		}
		catch (OperatorException ex) {
			throw new GeneralSecurityException(ex);
		}
	}

	private void addSigningAuthority(KeyStore store, char[] password, SealingProperties properties)
			throws GeneralSecurityException, IOException, OperatorException {
		X500Name name = new X500Name("CN=Estafette demonstration signatures,O=Estafette demonstration,C=FR");
		KeyPair keys = keyPair();
		JcaX509v3CertificateBuilder authority = builder(name, name, keys);
		authority.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
		authority.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
		store.setKeyEntry(properties.signingAuthorityAlias(), keys.getPrivate(), password,
				new Certificate[] { sign(authority, keys) });
	}

	private void write(Path file, char[] password, SealingProperties properties, String timestampAlias)
			throws GeneralSecurityException, IOException, OperatorException {
		X500Name authorityName = new X500Name("CN=Estafette demonstration CA,O=Estafette demonstration,C=FR");
		KeyPair authority = keyPair();
		JcaX509v3CertificateBuilder root = builder(authorityName, authorityName, authority);
		root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
		root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
		X509Certificate rootCertificate = sign(root, authority);

		KeyPair organisation = keyPair();
		JcaX509v3CertificateBuilder seal = builder(authorityName,
				new X500Name("CN=Estafette demonstration seal,O=Estafette demonstration,C=FR"), organisation);
		seal.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));

		KeyPair stamper = keyPair();
		JcaX509v3CertificateBuilder stamp = builder(authorityName,
				new X500Name("CN=Estafette demonstration time stamps,O=Estafette demonstration,C=FR"), stamper);
		stamp.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
		stamp.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));

		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry(properties.keyAlias(), organisation.getPrivate(), password,
				new Certificate[] { sign(seal, authority), rootCertificate });
		store.setKeyEntry(timestampAlias, stamper.getPrivate(), password,
				new Certificate[] { sign(stamp, authority), rootCertificate });
		addSigningAuthority(store, password, properties);
		Files.createDirectories(file.toAbsolutePath().getParent());
		Path made = stored(store, file, password);
		try {
			Files.move(made, file);
		}
		catch (FileAlreadyExistsException ex) {
			// Another copy of the application was quicker: its key store is everyone's.
			Files.delete(made);
		}
	}

	/** In a file beside its later place, which nobody else can read. */
	private static Path stored(KeyStore store, Path file, char[] password)
			throws GeneralSecurityException, IOException {
		Path made = Files.createTempFile(file.toAbsolutePath().getParent(), "keystore", ".tmp",
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		try (OutputStream out = Files.newOutputStream(made)) {
			store.store(out, password);
		}
		return made;
	}

	static KeyPair keyPair() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		return generator.generateKeyPair();
	}

	private JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys)
			throws GeneralSecurityException, IOException {
		JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuer,
				new BigInteger(120, this.random).setBit(119), Date.from(this.now.minus(Duration.ofDays(1))),
				Date.from(this.now.plus(VALIDITY)), subject, keys.getPublic());
		builder.addExtension(Extension.subjectKeyIdentifier, false,
				new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
		return builder;
	}

	private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair authority)
			throws GeneralSecurityException, OperatorException {
		return new JcaX509CertificateConverter().getCertificate(
				builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
	}

}
