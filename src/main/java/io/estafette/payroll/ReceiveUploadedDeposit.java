package io.estafette.payroll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;

import io.estafette.document.TakeUpload;
import io.estafette.document.UploadId;
import io.estafette.organization.Actor;
import io.estafette.organization.FindActor;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in a deposit that was published straight to Camunda, with a PDF uploaded before
 * (P1). Whoever may publish is trusted as the system that is named.
 */
@Service
public class ReceiveUploadedDeposit {

	private final FindActor findActor;

	private final TakeUpload takeUpload;

	private final ReceiveDeposit receiveDeposit;

	private final Clock clock;

	ReceiveUploadedDeposit(FindActor findActor, TakeUpload takeUpload, ReceiveDeposit receiveDeposit, Clock clock) {
		this.findActor = findActor;
		this.takeUpload = takeUpload;
		this.receiveDeposit = receiveDeposit;
		this.clock = clock;
	}

	/**
	 * Receives it.
	 * @param received when Camunda took the message, which may have waited for this
	 * application (C17); null for now
	 * @throws Refusal SYSTEM_NOT_FOUND, UPLOAD_NOT_FOUND, UPLOAD_USED, and those of
	 * {@link ReceiveDeposit}
	 */
	@Transactional
	public ReceiveDeposit.Received from(String system, ReceiveDeposit.Request request, UploadId upload,
			@Nullable Instant received) {
		Actor actor = this.findActor.byLogin(system)
			.filter((found) -> found.kind() == Actor.Kind.SYSTEM)
			.orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, "SYSTEM_NOT_FOUND"));
		TakeUpload.Taken taken = this.takeUpload.of(actor.id(), upload);
		try {
			ReceiveDeposit.Received deposit = this.receiveDeposit.from(actor, request, taken.content(),
					taken.fileName(), (received != null) ? received : this.clock.instant());
			if (taken.used() && !deposit.repeated()) {
				throw new Refusal(Refusal.Kind.CONFLICT, "UPLOAD_USED");
			}
			return deposit;
		}
		finally {
			try {
				Files.deleteIfExists(taken.content());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
