package io.estafette.payroll;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import io.estafette.document.AddDocument;
import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.organization.Actor;
import io.estafette.organization.BrandOption;
import io.estafette.organization.FindBranding;
import io.estafette.organization.HasOption;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a payslip or contract in (P1): checks everything, stores it, and sends it on its
 * way. The same deposit again answers the first result, for ever (P2).
 */
@Service
public class ReceiveDeposit {

	/** How far back a system may date a deposit (C17). */
	private static final int OLDEST_MONTHS = 3;

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private static final Pattern EXTERNAL_ID = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?");

	private static final Pattern MATRICULE = Pattern.compile("[A-Za-z0-9._/-]{1,30}");

	private static final int LONGEST_QUOTE = 100;

	/**
	 * What a payroll system says of a PDF.
	 *
	 * @param externalId what the system calls it, unique for ever within the system
	 * @param agency code of the agency or establishment; null for that of the employee
	 * @param period the month that it is for
	 * @param executive null for what is known of the employee
	 * @param clientCompany code; null without one
	 * @param depositedAt when it was deposited, as the system says; null for now
	 */
	public record Request(String externalId, PayrollDocument kind, String matricule, @Nullable String agency,
			@Nullable YearMonth period, @Nullable Boolean executive, @Nullable String clientCompany,
			@Nullable Instant depositedAt) {
	}

	/**
	 * What became of it.
	 *
	 * @param repeated whether it had been received before
	 */
	public record Received(DepositId id, boolean repeated) {
	}

	private final HasOption hasOption;

	private final FindBranding findBranding;

	private final AddDocument addDocument;

	private final MessageSource messages;

	private final ApplicationEventPublisher events;

	private final JdbcClient jdbc;

	private final Clock clock;

	ReceiveDeposit(HasOption hasOption, FindBranding findBranding, AddDocument addDocument, MessageSource messages,
			ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
		this.hasOption = hasOption;
		this.findBranding = findBranding;
		this.addDocument = addDocument;
		this.messages = messages;
		this.events = events;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Receives it.
	 * @param file the PDF, which stays the caller's to delete
	 * @param fileName as the system calls it; never a path
	 * @throws Refusal SERVICE_OFF, KIND_NOT_SENT, EXTERNAL_ID_INVALID,
	 * EXTERNAL_ID_REUSED, MATRICULE_INVALID, AGENCY_NOT_FOUND, CLIENT_COMPANY_NOT_FOUND,
	 * or one of the codes of refused files (product.md section 6)
	 */
	@Transactional
	public Received from(Actor system, Request request, Path file, String fileName) {
		NodeId brand = system.brand();
		if (brand == null) {
			throw Refusal.notFound();
		}
		if (!this.hasOption.on(brand, BrandOption.DIFFUSION_SERVICE)) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "SERVICE_OFF", this.findBranding.of(brand).supportAddress());
		}
		requireSends(system, request.kind());
		if (!EXTERNAL_ID.matcher(request.externalId()).matches()) {
			throw invalid("EXTERNAL_ID_INVALID");
		}
		byte[] hash = DepositDigest.of(request, file);
		Optional<Received> before = before(system, request.externalId(), hash);
		if (before.isPresent()) {
			return before.get();
		}
		return store(system, brand, request, hash, file, fileName);
	}

	private Received store(Actor system, NodeId brand, Request request, byte[] hash, Path file, String fileName) {
		if (!MATRICULE.matcher(request.matricule()).matches()) {
			throw invalid("DEPOSIT_MATRICULE_INVALID");
		}
		UUID agency = agency(brand, request.agency());
		UUID company = clientCompany(brand, request.clientCompany());
		DocumentView document = this.addDocument.of(brand, file, fileName, name(request), DocumentType.SIMPLE);
		DepositId id = new DepositId(UUID.randomUUID());
		Instant now = this.clock.instant();
		this.jdbc
			.sql("""
					insert into deposit (id, system_id, brand_id, external_id, request_hash, kind, matricule, period, agency_id,
					  executive, client_company_id, document_id, state, deposited_at, received_at)
					values (:id, :system, :brand, :externalId, :hash, :kind, :matricule, :period, :agency,
					  :executive, :company, :document, 'RECEIVED', :depositedAt, :now)
					""")
			.param("id", id.value())
			.param("system", system.id().value())
			.param("brand", brand.value())
			.param("externalId", request.externalId())
			.param("hash", hash)
			.param("kind", request.kind().name())
			.param("matricule", request.matricule())
			.param("period", (request.period() != null) ? request.period().toString() : null)
			.param("agency", agency)
			.param("executive", request.executive())
			.param("company", company)
			.param("document", document.id().value())
			.param("depositedAt", Timestamp.from(depositedAt(request.depositedAt(), now)))
			.param("now", Timestamp.from(now))
			.update();
		this.events.publishEvent(new DepositReceived(id.value()));
		return new Received(id, false);
	}

	/** Of two at once, the second waits for the first and then finds it (P2). */
	private Optional<Received> before(Actor system, String externalId, byte[] hash) {
		this.jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(?, 0))")
			.param("deposit " + system.id() + " " + externalId)
			.query(Integer.class)
			.single();
		record Stored(UUID id, byte[] hash) {
		}
		Optional<Stored> stored = this.jdbc
			.sql("select id, request_hash from deposit where system_id = ? and external_id = ?")
			.param(system.id().value())
			.param(externalId)
			.query((row, number) -> new Stored(row.getObject(1, UUID.class), row.getBytes(2)))
			.optional();
		if (stored.isPresent() && !Arrays.equals(stored.get().hash(), hash)) {
			throw new Refusal(Refusal.Kind.CONFLICT, "EXTERNAL_ID_REUSED", quoted(externalId));
		}
		return stored.map((found) -> new Received(new DepositId(found.id()), true));
	}

	private void requireSends(Actor system, PayrollDocument kind) {
		if (this.jdbc.sql("select count(*) from system_sends where actor_id = ? and kind = ?")
			.param(system.id().value())
			.param(kind.name())
			.query(Integer.class)
			.single() == 0) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "KIND_NOT_SENT_" + kind);
		}
	}

	private @Nullable UUID agency(NodeId brand, @Nullable String code) {
		if (code == null) {
			return null;
		}
		return this.jdbc
			.sql("select id from node where brand_id = ? and code = ? and kind in ('AGENCY', 'ESTABLISHMENT')")
			.param(brand.value())
			.param(code)
			.query(UUID.class)
			.optional()
			.orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, "AGENCY_NOT_FOUND", quoted(code)));
	}

	private @Nullable UUID clientCompany(NodeId brand, @Nullable String code) {
		if (code == null) {
			return null;
		}
		return this.jdbc.sql("select id from client_company where brand_id = ? and code = ?")
			.param(brand.value())
			.param(code)
			.query(UUID.class)
			.optional()
			.orElseThrow(() -> invalid("CLIENT_COMPANY_NOT_FOUND", quoted(code)));
	}

	/** The system's word, if it can be true; else the time of reception (C17). */
	private static Instant depositedAt(@Nullable Instant said, Instant now) {
		Instant oldest = now.atZone(PARIS).minusMonths(OLDEST_MONTHS).toInstant();
		return (said == null || said.isAfter(now) || said.isBefore(oldest)) ? now : said;
	}

	/** What the employee sees; French, as are the documents. */
	private String name(Request request) {
		YearMonth period = request.period();
		return this.messages
			.getMessage("payroll.document." + request.kind() + ((period != null) ? ".period" : ""),
					new Object[] { (period != null)
							? period.format(DateTimeFormatter.ofPattern("MMMM yyyy", Locale.FRENCH)) : "" },
					Locale.FRENCH);
	}

	private static Refusal invalid(String code, Object... arguments) {
		return new Refusal(Refusal.Kind.INVALID, code, arguments);
	}

	private static String quoted(String text) {
		return (text.length() <= LONGEST_QUOTE) ? text : text.substring(0, LONGEST_QUOTE) + "…";
	}

}
