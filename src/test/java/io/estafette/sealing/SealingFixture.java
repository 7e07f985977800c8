package io.estafette.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.estafette.document.InspectPdf;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The module put together by hand, with a demonstration key store in a folder. */
record SealingFixture(SealPdf sealPdf, CheckSeal checkSeal, SealingKeys keys, PrepareForSigning prepare,
		SignPdf signPdf, WriteProof writeProof, WriteDssReport writeReport) {

	static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);

	static SealingFixture in(Path folder) {
		return with(properties(folder.resolve("organisation.p12"), null, null));
	}

	static SealingFixture with(SealingProperties properties) {
		SealingKeys keys = new SealingKeys(properties, CLOCK);
		Timestamps timestamps = new Timestamps(properties, keys, CLOCK);
		StrictCheck strictCheck = new StrictCheck(new SignatureCheck(new TimestampCheck(timestamps)), keys);
		SealPdf sealPdf = new SealPdf(keys, timestamps, strictCheck, properties, CLOCK);
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasenames("messages/sealing", "messages/platform");
		messages.setDefaultEncoding("UTF-8");
		messages.setFallbackToSystemLocale(false);
		return new SealingFixture(sealPdf, new CheckSeal(strictCheck, new InspectPdf(), keys), keys,
				new PrepareForSigning(sealPdf, messages), new SignPdf(keys, timestamps, strictCheck, messages, CLOCK),
				new WriteProof(sealPdf, messages,
						new ObjectMapper().findAndRegisterModules()
							.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)),
				report(keys, timestamps, Duration.ofSeconds(20)));
	}

	/** With less time for a technical report. */
	WriteDssReport hastyReport() {
		return report(this.keys, new Timestamps(properties(Path.of("unused"), null, null), this.keys, CLOCK),
				Duration.ofSeconds(2));
	}

	private static WriteDssReport report(SealingKeys keys, Timestamps timestamps, Duration longest) {
		try {
			return new WriteDssReport(keys, timestamps, new InspectPdf(), longest);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static SealingProperties properties(Path keystore, @Nullable URI timestampUrl,
			@Nullable Path timestampCertificates) {
		return new SealingProperties(keystore, "demo", "organisation", "signing-authority", true, timestampUrl,
				Duration.ofSeconds(2), timestampCertificates, null, 0, "", "Document protégé");
	}

}
