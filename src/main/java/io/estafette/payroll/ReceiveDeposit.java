package io.estafette.payroll;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import io.estafette.document.AddDocument;
import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.organization.Actor;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a payslip or contract in (P1): checks everything, stores it, and sends it on its
 * way. The same deposit again answers the first result, for ever (P2).
 */
@Service
public class ReceiveDeposit {

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

	private final DepositRules rules;

	private final StoreDeposits storeDeposits;

	private final AddDocument addDocument;

	private final ApplicationEventPublisher events;

	private final DepositMeters meters;

	private final Clock clock;

	ReceiveDeposit(DepositRules rules, StoreDeposits storeDeposits, AddDocument addDocument,
			ApplicationEventPublisher events, DepositMeters meters, Clock clock) {
		this.rules = rules;
		this.storeDeposits = storeDeposits;
		this.addDocument = addDocument;
		this.events = events;
		this.meters = meters;
		this.clock = clock;
	}

	/**
	 * Receives it.
	 * @param file the PDF, which stays the caller's to delete
	 * @param fileName as the system calls it; never a path
	 * @throws Refusal SERVICE_OFF, KIND_NOT_SENT, EXTERNAL_ID_INVALID,
	 * EXTERNAL_ID_REUSED, DEPOSIT_MATRICULE_INVALID, AGENCY_NOT_FOUND,
	 * CLIENT_COMPANY_NOT_FOUND, or one of the codes of refused files (product.md section
	 * 6)
	 */
	@Transactional
	public Received from(Actor system, Request request, Path file, String fileName) {
		return from(system, request, file, fileName, this.clock.instant());
	}

	/** The same for what was received before it is worked on (C17). */
	@Transactional
	Received from(Actor system, Request request, Path file, String fileName, Instant received) {
		try {
			Received answer = receive(system, request, file, fileName, received);
			this.meters.received(request.kind(),
					answer.repeated() ? DepositMeters.Outcome.DUPLICATE : DepositMeters.Outcome.ACCEPTED);
			return answer;
		}
		catch (Refusal refusal) {
			this.meters.refused(request.kind());
			throw refusal;
		}
	}

	private Received receive(Actor system, Request request, Path file, String fileName, Instant received) {
		DepositRules.checkForm(request);
		NodeId brand = this.rules.brand(system);
		UUID sender = system.id().value();
		byte[] hash = DepositDigest.of(request, file);
		StoreDeposits.Stored before = this.storeDeposits.locked(sender, List.of(request.externalId()))
			.get(request.externalId());
		if (before != null) {
			if (!Arrays.equals(before.hash(), hash)) {
				throw DepositRules.reused(request.externalId());
			}
			return new Received(new DepositId(before.id()), true);
		}
		DepositRules.Known known = this.rules.known(sender, brand);
		DepositRules.check(request, known);
		DocumentView document = this.addDocument.of(brand, file, fileName, this.rules.name(request),
				DocumentType.SIMPLE);
		UUID id = UUID.randomUUID();
		this.storeDeposits.store(sender, brand, null, received, known,
				List.of(new StoreDeposits.New(id, request, hash, document.id().value())));
		this.events.publishEvent(new DepositReceived(id));
		return new Received(new DepositId(id), false);
	}

}
