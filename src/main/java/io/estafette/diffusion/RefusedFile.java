package io.estafette.diffusion;

import java.util.Locale;

import io.estafette.platform.Refusal;
import org.springframework.context.MessageSource;

/** The refusal of one of several files: its sentence says which. */
class RefusedFile extends Refusal {

	private final String fileName;

	private final Refusal refusal;

	RefusedFile(String fileName, Refusal refusal) {
		super(refusal.kind(), refusal.code());
		this.fileName = fileName;
		this.refusal = refusal;
		initCause(refusal);
	}

	@Override
	public String sentence(MessageSource messages, Locale locale) {
		return messages.getMessage("diffusion.refusedFile",
				new Object[] { this.fileName, this.refusal.sentence(messages, locale) }, locale);
	}

}
