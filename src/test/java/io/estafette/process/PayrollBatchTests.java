package io.estafette.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.camunda.process.test.api.assertions.ProcessInstanceSelector;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.estafette.directory.CreateEmployee;
import io.estafette.organization.Actor;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.payroll.BatchId;
import io.estafette.payroll.BatchState;
import io.estafette.payroll.FindBatch;
import io.estafette.payroll.ReceiveBatch;
import io.estafette.process.support.ProcessTest;
import io.estafette.samples.SampleBatch;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** payroll-batch on the real engine (P3, P4). */
@ProcessTest
class PayrollBatchTests {

	@Autowired
	private ReceiveBatch receiveBatch;

	@Autowired
	private FindBatch findBatch;

	@Autowired
	private CreateEmployee createEmployee;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	Path files;

	/**
	 * More lines than one chunk has, a bad one, and three that wait for somebody who then
	 * gets one mail.
	 */
	@Test
	void aBatchIsServedInChunksAndWhatWaitsForAPersonGoesOnTogether() {
		String prefix = UUID.randomUUID().toString();
		byte[] pdf = SamplePdfs.letter();
		SampleBatch batch = new SampleBatch(this.files.resolve("lot.zip"));
		for (int i = 0; i < 255; i++) {
			batch.payslip(prefix + "-" + i, "H%04d".formatted(1 + i % 40), pdf);
		}
		String newcomer = "Z" + prefix.substring(0, 8);
		batch.line(prefix + "-bad;PAYSLIP;H0001;LYO;2026-11;;;;nowhere.pdf");
		for (int i = 1; i <= 3; i++) {
			batch.payslip(prefix + "-new-" + i, newcomer, pdf);
		}
		Actor system = this.findActor.byLogin("paie-horizon").orElseThrow();
		BatchId id = this.receiveBatch.from(system, batch.finished(), "lot.zip");

		assertThatProcessInstance(instance(id)).isCompleted()
			.hasCompletedElement("Task_StoreBatchChunk", 2)
			.hasCompletedElement("Task_MatchBatchChunk", 2)
			.hasCompletedElement("Task_DeliverBatchChunk", 1)
			.hasCompletedElements("Event_BatchCompleted");
		FindBatch.View view = this.findBatch.of(id, system);
		assertThat(view.state()).isEqualTo(BatchState.COMPLETED_WITH_ERRORS);
		assertThat(view.accepted()).isEqualTo(255);
		assertThat(view.refused()).isOne();
		assertThat(view.waiting()).isEqualTo(3);
		assertThat(view.served()).isEqualTo(40);

		this.createEmployee.at(new NodeId(node("LYO-SIEGE")), new CreateEmployee.NewEmployee("Durand", "Léa", newcomer,
				newcomer.toLowerCase(Locale.ROOT) + "@salarie.example", false));
		await().until(() -> this.jdbc.sql("select state from deposit where matricule = ?")
			.param(newcomer)
			.query(String.class)
			.list(), List.of("COMPLETED", "COMPLETED", "COMPLETED")::equals);
		assertThat(this.jdbc
			.sql("""
					select h.source_kind || ' ' || count(*) from delivery l join hand_over h on h.id = l.hand_over_id
					join deposit d on d.id = l.deposit_id where d.matricule = ? and l.handed_over_at is not null group by h.id
					""")
			.param(newcomer)
			.query(String.class)
			.list()).containsExactly("DEPOSIT 3");
		assertThat(this.jdbc.sql("""
				select jsonb_array_length(m.documents) from outgoing_mail m join employee e on e.id = m.employee_id
				where e.matricule = ?
				""").param(newcomer).query(Integer.class).list()).containsExactly(3);
		assertThat(this.jdbc.sql("select count(process_instance_key) from deposit where matricule = ?")
			.param(newcomer)
			.query(Integer.class)
			.single()).as("one instance for all three").isOne();
	}

	private ProcessInstanceSelector instance(BatchId batch) {
		return ProcessInstanceSelectors.byKey(await().atMost(Duration.ofSeconds(30))
			.until(() -> this.jdbc.sql("select process_instance_key from deposit_batch where id = ?")
				.param(batch.value())
				.query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
				.single(), Optional::isPresent)
			.orElseThrow());
	}

	private UUID node(String code) {
		return this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single();
	}

}
