package io.estafette.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.delivery.DeliveryOrigin;
import io.estafette.delivery.DeliverySource;
import io.estafette.delivery.PrepareHandOver;
import io.estafette.directory.EmployeeId;
import io.estafette.document.AddDocument;
import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import io.estafette.samples.SamplePdfs;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deposits as the payroll module leaves them: stored, identified, with a hand-over. */
public class Deposits {

	private final JdbcClient jdbc;

	private final PrepareHandOver prepareHandOver;

	private final AddDocument addDocument;

	private @Nullable UUID document;

	Deposits(JdbcClient jdbc, PrepareHandOver prepareHandOver, AddDocument addDocument) {
		this.jdbc = jdbc;
		this.prepareHandOver = prepareHandOver;
		this.addDocument = addDocument;
	}

	/** Stores one; executive and client company may be unknown. */
	public UUID store(String kind, String matricule, String agency, @Nullable Boolean executive,
			@Nullable String clientCompany, Instant at) {
		UUID id = UUID.randomUUID();
		UUID employee = this.jdbc.sql("select id from employee where matricule = ?")
			.param(matricule)
			.query(UUID.class)
			.single();
		this.jdbc
			.sql("""
					insert into deposit (id, system_id, brand_id, external_id, request_hash, kind, matricule, period, agency_id,
					  executive, client_company_id, employee_id, document_id, state, deposited_at, received_at)
					select :id, s.id, s.brand_id, :id, '\\x00', :kind, e.matricule, '2026-11', n.id,
					  coalesce(cast(:executive as boolean), e.executive),
					  (select c.id from client_company c where c.brand_id = s.brand_id and c.code = :company),
					  e.id, :document, 'RECEIVED', :at, :at
					from employee e join actor s on s.brand_id = e.brand_id and s.login like 'paie-%'
					join node n on n.brand_id = e.brand_id and n.code = :agency
					where e.id = :employee
					""")
			.param("id", id)
			.param("kind", kind)
			.param("executive", executive)
			.param("company", clientCompany)
			.param("document", document())
			.param("at", Timestamp.from(at))
			.param("agency", agency)
			.param("employee", employee)
			.update();
		ActorId system = new ActorId(
				this.jdbc.sql("select system_id from deposit where id = ?").param(id).query(UUID.class).single());
		NodeId node = new NodeId(
				this.jdbc.sql("select agency_id from deposit where id = ?").param(id).query(UUID.class).single());
		this.prepareHandOver.of(new DeliverySource(DeliverySource.Kind.DEPOSIT, id), system, node,
				new EmployeeId(employee), List.of(new PrepareHandOver.Line(DeliveryOrigin.valueOf(kind), id,
						new DocumentId(document()), system, node, 1, id)));
		return id;
	}

	private UUID document() {
		UUID known = this.document;
		if (known != null) {
			return known;
		}
		try {
			Path file = Files.createTempFile("deposit", ".pdf");
			UUID added = this.addDocument
				.of(new NodeId(this.jdbc.sql("select id from node where code = 'HORIZON'").query(UUID.class).single()),
						Files.write(file, SamplePdfs.letter()), "bulletin.pdf", "Bulletin", DocumentType.SIMPLE)
				.id()
				.value();
			Files.delete(file);
			this.document = added;
			return added;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
