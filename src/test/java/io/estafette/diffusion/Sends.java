package io.estafette.diffusion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.NotifyRecipients;
import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.samples.SamplePdfs;
import io.estafette.sealing.UnsealablePdfException;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends free diffusions for tests that are not about the process: calls the use cases in
 * the process's order.
 */
public class Sends {

	private static final AtomicLong instances = new AtomicLong(1_000_000);

	private final BeginFreeDiffusion begin;

	private final ChooseEmitter chooseEmitter;

	private final UpdateRecipients updateRecipients;

	private final AddDiffusionDocument addDocument;

	private final RenameDiffusionDocument rename;

	private final ChangeDiffusionDocumentType changeType;

	private final SendFreeDiffusion send;

	private final StartFreeDiffusion start;

	private final SealDocuments seal;

	private final PrepareDeliveries prepare;

	private final HandOverDocuments handOver;

	private final NotifyRecipients notify;

	private final CompleteFreeDiffusion complete;

	private final FindActor findActor;

	private final JdbcClient jdbc;

	Sends(BeginFreeDiffusion begin, ChooseEmitter chooseEmitter, UpdateRecipients updateRecipients,
			AddDiffusionDocument addDocument, RenameDiffusionDocument rename, ChangeDiffusionDocumentType changeType,
			SendFreeDiffusion send, StartFreeDiffusion start, SealDocuments seal, PrepareDeliveries prepare,
			HandOverDocuments handOver, NotifyRecipients notify, CompleteFreeDiffusion complete, FindActor findActor,
			JdbcClient jdbc) {
		this.begin = begin;
		this.chooseEmitter = chooseEmitter;
		this.updateRecipients = updateRecipients;
		this.addDocument = addDocument;
		this.rename = rename;
		this.changeType = changeType;
		this.send = send;
		this.start = start;
		this.seal = seal;
		this.prepare = prepare;
		this.handOver = handOver;
		this.notify = notify;
		this.complete = complete;
		this.findActor = findActor;
		this.jdbc = jdbc;
	}

	/** Everything before the click on "send". */
	public FreeDiffusionId draft(String login, String emitter, String matricules, String name, DocumentType type) {
		ActorId actor = actor(login);
		FreeDiffusionId id = this.begin.by(actor);
		this.chooseEmitter.of(id, actor, node(emitter));
		this.updateRecipients.of(id, actor,
				new UpdateRecipients.Change(List.of(), List.of(), matricules, matricules.isEmpty()));
		try {
			Path file = Files.createTempFile("send", ".pdf");
			DocumentView document = this.addDocument.to(id, actor, Files.write(file, SamplePdfs.letter()), "note.pdf");
			Files.delete(file);
			this.rename.of(id, actor, document.id(), name);
			if (type != DocumentType.SIMPLE) {
				this.changeType.of(id, actor, document.id(), type);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return id;
	}

	/** Everything up to the click on "send". */
	public FreeDiffusionId requested(String login, String emitter, String matricules, String name, DocumentType type) {
		FreeDiffusionId id = draft(login, emitter, matricules, name, type);
		this.send.of(id, actor(login));
		return id;
	}

	/** What the process does then, whole; for a retry once more. */
	public FreeDiffusionState served(FreeDiffusionId id) {
		long instance = instances.getAndIncrement();
		if (!(this.start.of(id, instance) instanceof StartFreeDiffusion.Outcome.Accepted)) {
			return FreeDiffusionState.REFUSED;
		}
		try {
			this.seal.of(id);
		}
		catch (UnsealablePdfException ex) {
			throw new IllegalStateException(ex);
		}
		this.prepare.of(id).handOvers().forEach((one) -> this.notify.of(this.handOver.of(List.of(one))));
		return this.complete.of(id, instance);
	}

	/** Sent and served. */
	public FreeDiffusionId sent(String login, String emitter, String matricules, String name, DocumentType type) {
		FreeDiffusionId id = requested(login, emitter, matricules, name, type);
		served(id);
		return id;
	}

	public ActorId actor(String login) {
		return this.findActor.byLogin(login).orElseThrow().id();
	}

	public NodeId node(String code) {
		return new NodeId(this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single());
	}

	/** Moves a person to another agency. */
	public void move(String matricule, String agency) {
		this.jdbc.sql("update employee set agency_id = ? where matricule = ?")
			.param(node(agency).value())
			.param(matricule)
			.update();
	}

}
