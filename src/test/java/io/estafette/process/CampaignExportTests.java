package io.estafette.process;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.estafette.campaign.CampaignId;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.process.support.ProcessTest;
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

		long key = await().atMost(Duration.ofSeconds(60))
			.until(() -> this.jdbc.sql("select process_instance_key from campaign_export where id = ?")
				.param(export)
				.query(Long.class)
				.optional()
				.orElse(0L), (found) -> found > 0);
		assertThatProcessInstance(ProcessInstanceSelectors.byKey(key)).isCompleted()
			.hasCompletedElementsInOrder("Task_ClaimExport", "Task_PrepareExport", "Task_AnnounceExport",
					"Event_ExportReady");
		assertThat(this.findExports.byId(export, claire).state()).isEqualTo(FindExports.State.READY);

		long second = this.camunda.newCreateInstanceCommand()
			.bpmnProcessId("campaign-export")
			.latestVersion()
			.variable("exportId", export.toString())
			.send()
			.join()
			.getProcessInstanceKey();
		assertThatProcessInstance(ProcessInstanceSelectors.byKey(second)).isCompleted()
			.hasCompletedElements("Event_AlreadyClaimed");
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
