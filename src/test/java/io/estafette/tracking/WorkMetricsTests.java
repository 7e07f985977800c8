package io.estafette.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.Sends;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import io.estafette.organization.FindActor;
import io.estafette.organization.PayrollDocument;
import io.estafette.payroll.CompleteDeposit;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.ReceiveDeposit;
import io.estafette.platform.Refusal;
import io.estafette.samples.SamplePdfs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Those who watch the platform see what waits, and what was done. */
@SpringBootTest(properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Sends.class)
class WorkMetricsTests {

	private static final byte[] PAYSLIP = SamplePdfs.letter();

	@Autowired
	private WorkMetrics metrics;

	@Autowired
	private MeterRegistry registry;

	@Autowired
	private Sends sends;

	@Autowired
	private HandOverDocuments handOver;

	@Autowired
	private ReceiveDeposit receiveDeposit;

	@Autowired
	private CompleteDeposit completeDeposit;

	@Autowired
	private FindActor findActor;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	Path folder;

	@Test
	void openSignaturesAndWhatNobodyClaimedAreCounted() {
		this.metrics.look();
		double open = value("estafette.signatures.open");
		double unclaimed = value("estafette.processes.unclaimed");
		this.sends.sent("claire.martin", "LYO", "H0001 H0002", "Avenant", DocumentType.TO_SIGN);
		this.metrics.look();
		assertThat(value("estafette.signatures.open")).isEqualTo(open + 2);
		assertThat(value("estafette.processes.unclaimed")).isEqualTo(unclaimed + 2);
	}

	/** A fact counts once, when it is committed. */
	@Test
	void whatWasHandedOverIsCountedAndTimedOnce() {
		double handedOver = count("estafette.deliveries", "origin", "free_diffusion", "outcome", "handed_over");
		double failed = count("estafette.deliveries", "origin", "free_diffusion", "outcome", "failed");
		long sends = times("estafette.send", "outcome", "completed_with_failures");
		FreeDiffusionId id = this.sends.requested("claire.martin", "LYO", "H0003 H0004 H0005", "Note",
				DocumentType.SIMPLE);
		this.sends.move("H0005", "MRS");
		this.transaction.executeWithoutResult((status) -> {
			this.sends.served(id);
			status.setRollbackOnly();
		});
		assertThat(count("estafette.deliveries", "origin", "free_diffusion", "outcome", "handed_over"))
			.isEqualTo(handedOver);
		this.sends.served(id);
		this.sends.move("H0005", "LYO");
		this.handOver.of(this.jdbc.sql("select id from hand_over where source_id = ?")
			.param(id.value())
			.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
			.list());
		assertThat(count("estafette.deliveries", "origin", "free_diffusion", "outcome", "handed_over"))
			.isEqualTo(handedOver + 2);
		assertThat(count("estafette.deliveries", "origin", "free_diffusion", "outcome", "failed"))
			.isEqualTo(failed + 1);
		assertThat(times("estafette.send", "outcome", "completed_with_failures")).isEqualTo(sends + 1);
	}

	/** P2: also what was not taken in. */
	@Test
	void depositsAreCountedByWhatBecameOfThem() throws IOException {
		double accepted = deposits("accepted");
		double duplicate = deposits("duplicate");
		double refused = deposits("refused");
		String id = UUID.randomUUID().toString();
		DepositId deposit = deposit(id, "H0001").id();
		deposit(id, "H0001");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> deposit(id, "H0002"));
		assertThat(deposits("accepted")).isEqualTo(accepted + 1);
		assertThat(deposits("duplicate")).isEqualTo(duplicate + 1);
		assertThat(deposits("refused")).isEqualTo(refused + 1);

		this.jdbc.sql("update deposit set received_at = received_at - interval '3 hours' where id = ?")
			.param(deposit.value())
			.update();
		this.metrics.look();
		assertThat(value("estafette.deposits.oldest")).isBetween(10_800.0, 11_000.0);
		assertThat(value("estafette.processes.unclaimed.oldest")).isGreaterThanOrEqualTo(10_800.0);
		this.completeDeposit.of(deposit);
		this.completeDeposit.of(deposit);
		Timer handOver = this.registry.get("estafette.deposit").tags("kind", "payslip", "channel", "single").timer();
		assertThat(handOver.count()).isOne();
		assertThat(handOver.totalTime(TimeUnit.SECONDS)).isBetween(10_800.0, 11_000.0);
		this.metrics.look();
		assertThat(value("estafette.deposits.oldest")).isLessThan(10_800.0);
	}

	private ReceiveDeposit.Received deposit(String externalId, String matricule) throws IOException {
		Path file = Files.write(this.folder.resolve("bulletin.pdf"), PAYSLIP);
		return this.receiveDeposit.from(this.findActor.byLogin("paie-horizon").orElseThrow(),
				new ReceiveDeposit.Request(externalId, PayrollDocument.PAYSLIP, matricule, "LYO", null, null, null,
						null),
				file, "bulletin.pdf");
	}

	private double deposits(String outcome) {
		return count("estafette.deposits", "kind", "payslip", "channel", "single", "outcome", outcome);
	}

	private double count(String meter, String... tags) {
		return this.registry.get(meter).tags(tags).counter().count();
	}

	private long times(String meter, String... tags) {
		return this.registry.get(meter).tags(tags).timer().count();
	}

	private double value(String meter) {
		return this.registry.get(meter).gauge().value();
	}

}
