package io.estafette.platform;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.context.MessageSource;

/** A no for several reasons at once, all of which its user is told. */
public class Refusals extends Refusal {

	private final List<Refusal> reasons;

	/**
	 * A refusal for these reasons.
	 * @param code of the whole; its sentence takes the number of reasons
	 */
	public Refusals(String code, List<Refusal> reasons) {
		super(Kind.INVALID, code, reasons.size());
		this.reasons = List.copyOf(reasons);
	}

	/** Every reason. */
	public List<Refusal> reasons() {
		return this.reasons;
	}

	@Override
	public String sentence(MessageSource messages, Locale locale) {
		return this.reasons.stream()
			.map((reason) -> reason.sentence(messages, locale))
			.collect(Collectors.joining(" "));
	}

}
