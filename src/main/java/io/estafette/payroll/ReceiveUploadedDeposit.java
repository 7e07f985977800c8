package io.estafette.payroll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

import io.estafette.document.TakeUpload;
import io.estafette.document.UploadId;
import io.estafette.organization.Actor;
import io.estafette.organization.FindActor;
import io.estafette.platform.Refusal;
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

	ReceiveUploadedDeposit(FindActor findActor, TakeUpload takeUpload, ReceiveDeposit receiveDeposit) {
		this.findActor = findActor;
		this.takeUpload = takeUpload;
		this.receiveDeposit = receiveDeposit;
	}

	/**
	 * Receives it.
	 * @throws Refusal SYSTEM_NOT_FOUND, UPLOAD_NOT_FOUND, UPLOAD_USED, and those of
	 * {@link ReceiveDeposit}
	 */
	@Transactional
	public ReceiveDeposit.Received from(String system, ReceiveDeposit.Request request, UploadId upload) {
		Actor actor = this.findActor.byLogin(system)
			.filter((found) -> found.kind() == Actor.Kind.SYSTEM)
			.orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, "SYSTEM_NOT_FOUND"));
		TakeUpload.Taken taken = this.takeUpload.of(actor.id(), upload);
		try {
			ReceiveDeposit.Received received = this.receiveDeposit.from(actor, request, taken.content(),
					taken.fileName());
			if (taken.used() && !received.repeated()) {
				throw new Refusal(Refusal.Kind.CONFLICT, "UPLOAD_USED");
			}
			return received;
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
