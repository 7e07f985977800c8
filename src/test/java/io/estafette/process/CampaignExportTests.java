package io.estafette.process;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.IncidentState;
import io.camunda.client.api.search.response.Incident;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.estafette.campaign.CampaignId;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.process.support.Attempts;
import io.estafette.process.support.ProcessTest;
import io.estafette.tracking.ExportFailure;
import io.estafette.tracking.ExportFormat;
import io.estafette.tracking.FindExports;
import io.estafette.tracking.RequestExport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** campaign-export on the real engine (C15). */
@ProcessTest
class CampaignExportTests {

	@Autowired
	private CamundaClient camunda;

	@Autowired
	private CamundaProcessTestContext context;

	@Autowired
	private RequestExport requestExport;

	@Autowired
	private FindExports findExports;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Clock clock;

	@Test
	void theFileIsPreparedAndAnnouncedOnce() {
		ActorId claire = this.findActor.byLogin("claire.martin").orElseThrow().id();
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneId.of("Europe/Paris"));
		UUID export = this.requestExport.of(campaign(), claire, today, today, ExportFormat.XLSX);

		assertThatProcessInstance(ProcessInstanceSelectors.byKey(instance(export))).isCompleted()
			.hasCompletedElementsInOrder("Task_ClaimExport", "Task_PrepareExport", "Task_AnnounceExport",
					"Event_ExportReady");
		assertThat(this.findExports.byId(export, claire).state()).isEqualTo(FindExports.State.READY);
	}

	@Test
	void aSecondInstanceFindsItClaimed() {
		UUID export = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into campaign_export (id, campaign_id, actor_id, first_day, last_day, format, state, requested_at,
					  process_instance_key)
					select ?, c.id, c.author_id, '2026-01-01', '2026-01-02', 'CSV', 'RUNNING', now(), floor(random() * 1e15)
					from campaign c where c.id = ?
					""")
			.param(export)
			.param(campaign().value())
			.update();
		this.camunda.newPublishMessageCommand()
			.messageName("campaign-export-requested")
			.correlationKey(export.toString())
			.messageId(export.toString())
			.variables(Map.of("exportId", export.toString()))
			.send()
			.join();
		assertThatProcessInstance(ProcessInstanceSelectors.byProcessId("campaign-export")).isCompleted()
			.hasCompletedElements("Event_AlreadyClaimed");
	}

	/** Whoever asked lost the right; the message was lost, too, and goes again. */
	@Test
	void anExportThatCannotBePreparedIsToldToo() {
		UUID export = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into campaign_export (id, campaign_id, actor_id, first_day, last_day, format, state, requested_at)
					select ?, ?, a.id, '2026-01-01', '2026-01-02', 'CSV', 'RUNNING', cast(? as timestamptz) - interval '2 minutes'
					from actor a where a.login = 'nadia.leroy'
					""")
			.param(export)
			.param(campaign().value())
			.param(Timestamp.from(this.clock.instant()))
			.update();
		assertThatProcessInstance(ProcessInstanceSelectors.byKey(instance(export))).isCompleted()
			.hasCompletedElementsInOrder("Task_ClaimExport", "Task_PrepareExport", "Task_AnnounceFailure",
					"Event_ExportImpossible");
		assertThat(mails(export)).containsExactly("EXPORT_FAILED");
	}

	/**
	 * The incident is for operators: whoever asked is told, and told again once it is
	 * mended.
	 */
	@Test
	void anExportThatKeepsFailingIsToldAndBecomesReadyOnceItIsMended() {
		Attempts attempts = new Attempts(this.jdbc);
		this.jdbc.sql("""
				create or replace function broken() returns trigger language plpgsql as $$
				begin %s; end $$;
				create trigger broken before insert on campaign_export_slice for each row execute function broken()
				""".formatted(Attempts.FAIL)).update();
		ActorId claire = this.findActor.byLogin("claire.martin").orElseThrow().id();
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneId.of("Europe/Paris"));
		UUID export;
		Incident incident;
		try {
			export = this.requestExport.of(campaign(), claire, today, today, ExportFormat.CSV);
			incident = await().atMost(Duration.ofSeconds(150)).pollInterval(Duration.ofSeconds(1)).until(() -> {
				attempts.waitForTheNext(this.context);
				return incident();
			}, (found) -> found != null);
			assertThat(incident.getErrorMessage()).contains("Still failing after several attempts");
			await().until(() -> this.findExports.byId(export, claire).failure() == ExportFailure.NOT_PREPARED);
			assertThat(mails(export)).containsExactly("EXPORT_FAILED");
		}
		finally {
			this.jdbc.sql("drop trigger broken on campaign_export_slice").update();
		}
		this.camunda.newUpdateRetriesCommand(incident.getJobKey()).retries(5).send().join();
		this.camunda.newResolveIncidentCommand(incident.getIncidentKey()).send().join();
		assertThatProcessInstance(ProcessInstanceSelectors.byKey(incident.getProcessInstanceKey())).isCompleted()
			.hasCompletedElements("Event_ExportReady");
		assertThat(this.findExports.byId(export, claire).state()).isEqualTo(FindExports.State.READY);
		assertThat(mails(export)).containsExactlyInAnyOrder("EXPORT_FAILED", "EXPORT_READY");
	}

	private Incident incident() {
		return this.camunda.newIncidentSearchRequest()
			.send()
			.join()
			.items()
			.stream()
			.filter((incident) -> incident.getState() == IncidentState.ACTIVE
					&& incident.getElementId().equals("Task_PrepareExport"))
			.findFirst()
			.orElse(null);
	}

	private List<String> mails(UUID export) {
		return this.jdbc.sql("select kind from outgoing_mail where subject_id = ?")
			.param(export)
			.query(String.class)
			.list();
	}

	/** Once it has claimed the export. */
	private long instance(UUID export) {
		return await().atMost(Duration.ofSeconds(60))
			.until(() -> this.jdbc.sql("select process_instance_key from campaign_export where id = ?")
				.param(export)
				.query(Long.class)
				.optional()
				.orElse(0L), (found) -> found > 0);
	}

	/** Closed long ago, without anything to do for its own process. */
	private CampaignId campaign() {
		UUID id = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into campaign (id, brand_id, target_id, author_id, origin, state, name, kind, on_payslip, on_contract,
					  executives, created_at, changed_at, closed_at, process_instance_key, version)
					select ?, n.brand_id, n.id, a.id, 'PAGE', 'CLOSED', 'Ancienne', 'OTHER', true, false, 'ALL', now(), now(),
					  now(), floor(random() * 1e15), 0
					from node n, actor a where n.code = 'LYO' and a.login = 'claire.martin'
					""")
			.param(id)
			.update();
		return new CampaignId(id);
	}

}
