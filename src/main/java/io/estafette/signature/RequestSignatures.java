package io.estafette.signature;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.estafette.directory.EmployeeId;
import io.estafette.document.DocumentId;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks people to sign what was handed over to them (F6, D1). Safe to repeat: a line of
 * the ledger is asked for once.
 */
@Service
public class RequestSignatures {

	/**
	 * A document that a person is to sign.
	 *
	 * @param id of the line of the ledger
	 * @param handOver what it came with
	 * @param node in whose name it was sent
	 * @param campaign whether a campaign brought it
	 * @param source the campaign or the free diffusion
	 */
	public record Line(UUID id, UUID handOver, EmployeeId employee, DocumentId document, NodeId node, ActorId sender,
			boolean campaign, UUID source) {
	}

	private final JdbcClient jdbc;

	private final SignatureSteps steps;

	private final SignatureProperties properties;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	RequestSignatures(JdbcClient jdbc, SignatureSteps steps, SignatureProperties properties,
			ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.steps = steps;
		this.properties = properties;
		this.events = events;
		this.clock = clock;
	}

	/** Asks for those that are not asked for yet. */
	@Transactional
	public void of(Collection<Line> lines) {
		Instant now = this.clock.instant();
		List<UUID> added = new ArrayList<>();
		for (Line line : lines) {
			int inserted = this.jdbc
				.sql("""
						insert into signature_request (id, hand_over_id, employee_id, document_id, node_id, sender_id, campaign, source_id,
						  state, requested_at, expires_at)
						values (:id, :handOver, :employee, :document, :node, :sender, :campaign, :source, 'REQUESTED', :now, :expires)
						on conflict (id) do nothing
						""")
				.param("id", line.id())
				.param("handOver", line.handOver())
				.param("employee", line.employee().value())
				.param("document", line.document().value())
				.param("node", line.node().value())
				.param("sender", line.sender().value())
				.param("campaign", line.campaign())
				.param("source", line.source())
				.param("now", Timestamp.from(now))
				.param("expires", Timestamp.from(now.plus(this.properties.expiresAfter())))
				.update();
			if (inserted == 1) {
				this.steps.add(line.id(), SignatureSteps.What.REQUESTED, now, null);
				this.events.publishEvent(new SignatureChanged(line.id(), SignatureState.REQUESTED, now));
				added.add(line.id());
			}
		}
		if (!added.isEmpty()) {
			this.events.publishEvent(new SignaturesRequested(added));
		}
	}

}
