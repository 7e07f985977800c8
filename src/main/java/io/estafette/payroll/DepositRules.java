package io.estafette.payroll;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.estafette.organization.Actor;
import io.estafette.organization.BrandOption;
import io.estafette.organization.FindBranding;
import io.estafette.organization.HasOption;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What every deposit must keep to, alone or in a batch (P1, C3, C17). */
@Component
class DepositRules {

	/** How far back a system may date a deposit (C17). */
	private static final int OLDEST_MONTHS = 3;

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private static final Pattern EXTERNAL_ID = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?");

	private static final Pattern MATRICULE = Pattern.compile("[A-Za-z0-9._/-]{1,30}");

	private static final int LONGEST_QUOTE = 100;

	/**
	 * What is known of a system's brand, by code.
	 *
	 * @param kinds what the system sends
	 */
	record Known(Set<PayrollDocument> kinds, Map<String, UUID> agencies, Map<String, UUID> clientCompanies) {
	}

	private final HasOption hasOption;

	private final FindBranding findBranding;

	private final MessageSource messages;

	private final JdbcClient jdbc;

	DepositRules(HasOption hasOption, FindBranding findBranding, MessageSource messages, JdbcClient jdbc) {
		this.hasOption = hasOption;
		this.findBranding = findBranding;
		this.messages = messages;
		this.jdbc = jdbc;
	}

	/**
	 * The brand of a system that may send payroll documents at all.
	 * @throws Refusal SERVICE_OFF or NOTHING_SENT
	 */
	NodeId brand(Actor system) {
		NodeId brand = system.brand();
		if (brand == null) {
			throw Refusal.notFound();
		}
		if (!this.hasOption.on(brand, BrandOption.DIFFUSION_SERVICE)) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "SERVICE_OFF", this.findBranding.of(brand).supportAddress());
		}
		return brand;
	}

	/** The present state of the brand and the system. */
	Known known(UUID system, NodeId brand) {
		return new Known(
				Set.copyOf(this.jdbc.sql("select kind from system_sends where actor_id = ?")
					.param(system)
					.query((row, number) -> PayrollDocument.valueOf(row.getString(1)))
					.list()),
				codes("select code, id from node where brand_id = ? and kind in ('AGENCY', 'ESTABLISHMENT')", brand),
				codes("select code, id from client_company where brand_id = ?", brand));
	}

	private Map<String, UUID> codes(String query, NodeId brand) {
		return this.jdbc.sql(query)
			.param(brand.value())
			.query((row, number) -> Map.entry(row.getString(1), row.getObject(2, UUID.class)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/**
	 * Lets pass what can be looked up and stored at all. It never depends on what is
	 * known of the brand, so that a repeat passes as the first did (P2).
	 * @throws Refusal EXTERNAL_ID_INVALID or DEPOSIT_MATRICULE_INVALID
	 */
	static void checkForm(ReceiveDeposit.Request request) {
		if (!EXTERNAL_ID.matcher(request.externalId()).matches()) {
			throw new Refusal(Refusal.Kind.INVALID, "EXTERNAL_ID_INVALID");
		}
		if (!MATRICULE.matcher(request.matricule()).matches()) {
			throw new Refusal(Refusal.Kind.INVALID, "DEPOSIT_MATRICULE_INVALID");
		}
	}

	/**
	 * Lets a good deposit pass that was not stored before.
	 * @throws Refusal KIND_NOT_SENT, AGENCY_NOT_FOUND or CLIENT_COMPANY_NOT_FOUND
	 */
	static void check(ReceiveDeposit.Request request, Known known) {
		if (!known.kinds().contains(request.kind())) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "KIND_NOT_SENT_" + request.kind());
		}
		if (request.agency() != null && !known.agencies().containsKey(request.agency())) {
			throw new Refusal(Refusal.Kind.NOT_FOUND, "AGENCY_NOT_FOUND", quoted(request.agency()));
		}
		if (request.clientCompany() != null && !known.clientCompanies().containsKey(request.clientCompany())) {
			throw new Refusal(Refusal.Kind.INVALID, "CLIENT_COMPANY_NOT_FOUND", quoted(request.clientCompany()));
		}
	}

	/** The system's word, if it can be true; else the time of reception (C17). */
	static Instant depositedAt(@Nullable Instant said, Instant received) {
		Instant oldest = received.atZone(PARIS).minusMonths(OLDEST_MONTHS).toInstant();
		return (said == null || said.isAfter(received) || said.isBefore(oldest)) ? received : said;
	}

	/** What the employee sees; French, as are the documents. */
	String name(ReceiveDeposit.Request request) {
		YearMonth period = request.period();
		return this.messages
			.getMessage("payroll.document." + request.kind() + ((period != null) ? ".period" : ""),
					new Object[] { (period != null)
							? period.format(DateTimeFormatter.ofPattern("MMMM yyyy", Locale.FRENCH)) : "" },
					Locale.FRENCH);
	}

	static Refusal reused(String externalId) {
		return new Refusal(Refusal.Kind.CONFLICT, "EXTERNAL_ID_REUSED", quoted(externalId));
	}

	private static String quoted(String text) {
		return (text.length() <= LONGEST_QUOTE) ? text : text.substring(0, LONGEST_QUOTE) + "…";
	}

}
