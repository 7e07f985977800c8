package io.estafette.sealing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.estafette.document.InspectPdf;
import org.jspecify.annotations.Nullable;

/** The module put together by hand, with a demonstration key store in a folder. */
record SealingFixture(SealPdf sealPdf, CheckSeal checkSeal, SealingKeys keys) {

	static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);

	static SealingFixture in(Path folder) {
		return with(properties(folder.resolve("organisation.p12"), null, null));
	}

	static SealingFixture with(SealingProperties properties) {
		SealingKeys keys = new SealingKeys(properties, CLOCK);
		Timestamps timestamps = new Timestamps(properties, keys, CLOCK);
		StrictCheck strictCheck = new StrictCheck(new SignatureCheck(new TimestampCheck(timestamps)));
		return new SealingFixture(new SealPdf(keys, timestamps, strictCheck, properties, CLOCK),
				new CheckSeal(strictCheck, new InspectPdf(), keys), keys);
	}

	static SealingProperties properties(Path keystore, @Nullable URI timestampUrl,
			@Nullable Path timestampCertificates) {
		return new SealingProperties(keystore, "demo", "organisation", true, timestampUrl, Duration.ofSeconds(2),
				timestampCertificates, "Document protégé");
	}

}
