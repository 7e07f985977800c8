package io.estafette.signature;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.estafette.directory.AccountId;
import io.estafette.document.ContentId;
import io.estafette.document.FindDocuments;
import io.estafette.document.OpenContent;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Opens signed files and their proofs, for whoever may see them (O8). */
@Service
public class OpenSigned {

	/** What a signature left. */
	public enum What {

		SIGNED_PDF("signed_sha256"), PROOF_PDF("proof_sha256"), PROOF_JSON("proof_data_sha256");

		private final String column;

		What(String column) {
			this.column = column;
		}

	}

	/** Some bytes, and the name of the document that they belong to. */
	public record Opened(String name, OpenContent.Opened content) {
	}

	private final SenderAccess access;

	private final SignatureRequests requests;

	private final FindDocuments findDocuments;

	private final OpenContent openContent;

	private final JdbcClient jdbc;

	OpenSigned(SenderAccess access, SignatureRequests requests, FindDocuments findDocuments, OpenContent openContent,
			JdbcClient jdbc) {
		this.access = access;
		this.requests = requests;
		this.findDocuments = findDocuments;
		this.openContent = openContent;
		this.jdbc = jdbc;
	}

	/**
	 * For the sender's side.
	 * @throws Refusal NOT_FOUND, or NOT_SIGNED_YET
	 */
	public Opened forSender(UUID request, What what, ActorId actor) {
		SignatureRequests.Row row = this.access.visible(request, actor);
		return open(row, what).orElseThrow(() -> new Refusal(Refusal.Kind.CONFLICT, "NOT_SIGNED_YET"));
	}

	/** For the owner of the vault; empty while it is not signed, or is not theirs. */
	public Optional<Opened> forSigner(UUID request, What what, AccountId account) {
		return this.requests.of(request, account).flatMap((row) -> open(row, what));
	}

	private Optional<Opened> open(SignatureRequests.Row row, What what) {
		return this.jdbc
			.sql("select encode(" + what.column + ", 'hex') from signature_request where id = ? and " + what.column
					+ " is not null")
			.param(row.id())
			.query(String.class)
			.optional()
			.map((sha256) -> new Opened(this.findDocuments.byIds(List.of(row.document())).getFirst().name(),
					this.openContent.of(new ContentId(sha256))));
	}

}
