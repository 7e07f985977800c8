package io.estafette.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.worker.JobWorker;
import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestDatabase;
import io.estafette.local.TestPlatform;
import io.estafette.samples.SamplePdfs;
import io.estafette.support.ApplicationProcess;
import io.estafette.support.ApplicationProcess.Part;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.awaitility.Awaitility.await;

/**
 * Single deposits per second, PDF and mail included, beside the same two processes with
 * workers that do nothing (P1; aim: at least 0.8 of them). The README says how to run it.
 */
class DepositBench {

	private static final int DEPOSITS = Integer.getInteger("deposits", 400);

	/** Before anything is measured: both sides with a warm JVM, which takes its time. */
	private static final int WARM = Integer.getInteger("warm", 2_000);

	private static final int SENDERS = 4;

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private final PlatformAddresses platform = TestPlatform.get();

	@Test
	void besideEmptyWorkers() throws Exception {
		String database = TestDatabase.create();
		JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(database, TestDatabase.USER, ""));
		Map<String, String> properties = new HashMap<>(this.platform.properties());
		properties.put("spring.datasource.url", database);
		double full;
		try (CountingMailServer mails = new CountingMailServer()) {
			properties.put("spring.mail.port", Integer.toString(mails.port()));
			try (ApplicationProcess application = ApplicationProcess.measured("bench-deposits", properties, "512m")) {
				application.start();
				byte[] payslip = SamplePdfs.payslip();
				deposits(application, jdbc, payslip, "warm", WARM);
				full = deposits(application, jdbc, payslip, "run", DEPOSITS);
			}
		}
		double empty = emptyWorkers();
		System.out.printf("%d deposits: %.1f per second; with empty workers %.1f; ratio %.2f%n", DEPOSITS, full, empty,
				full / empty);
	}

	private static double deposits(ApplicationProcess application, JdbcClient jdbc, byte[] payslip, String name,
			int count) throws Exception {
		long start = System.nanoTime();
		send(count, (i) -> {
			try {
				application.post(
						"demo-paie-horizon", "/api/v1/deposits", List.of(
								Part.json("deposit",
										"""
												{"externalId":"%s-%d","kind":"PAYSLIP","matricule":"H%04d","agency":"LYO","period":"2026-11"}
												"""
											.formatted(name, i, 1 + i % 40)),
								Part.file("file", "bulletin.pdf", payslip)));
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(100))
			.until(() -> jdbc
				.sql("select count(*) from deposit where state = 'COMPLETED' and external_id like ? || '-%'")
				.param(name)
				.query(Integer.class)
				.single() == count);
		return count / ((System.nanoTime() - start) / 1e9);
	}

	/** The same models, with other names, so that nobody else takes their jobs. */
	private double emptyWorkers() throws Exception {
		try (CamundaClient camunda = CamundaClient.newClientBuilder()
			.grpcAddress(this.platform.grpc())
			.preferRestOverGrpc(false)
			.numJobWorkerExecutionThreads(SENDERS)
			.build()) {
			camunda.newDeployResourceCommand()
				.addResourceBytes(model("payroll-deposit"), "empty-payroll-deposit.bpmn")
				.addResourceBytes(model("document-delivery"), "empty-document-delivery.bpmn")
				.send()
				.join();
			AtomicInteger completed = new AtomicInteger();
			List<JobWorker> workers = new ArrayList<>();
			Map.of("store-deposit", Map.of("depositId", "x", "claimed", true), "identify-employee",
					Map.of("known", true, "handOverId", "x"), "match-campaigns", Map.of(), "hand-over-documents",
					Map.of("handedOver", true), "notify-recipient", Map.of(), "complete-deposit", Map.of())
				.forEach((type, variables) -> workers
					.add(camunda.newWorker().jobType("empty-" + type).handler((client, job) -> {
						client.newCompleteCommand(job).variables(variables).send().join();
						if (type.equals("complete-deposit")) {
							completed.incrementAndGet();
						}
					}).streamEnabled(true).open()));
			instances(camunda, completed, WARM);
			double rate = instances(camunda, completed, DEPOSITS);
			workers.forEach(JobWorker::close);
			return rate;
		}
	}

	private static double instances(CamundaClient camunda, AtomicInteger completed, int count) throws Exception {
		completed.set(0);
		long start = System.nanoTime();
		send(count,
				(i) -> camunda.newPublishMessageCommand()
					.messageName("empty-payroll-document-deposited")
					.correlationKey(UUID.randomUUID().toString())
					.send()
					.join());
		await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> completed.get() >= count);
		return count / ((System.nanoTime() - start) / 1e9);
	}

	private static void send(int count, IntConsumer one) throws Exception {
		try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
			List<Callable<Void>> work = IntStream.range(0, count).<Callable<Void>>mapToObj((i) -> () -> {
				one.accept(i);
				return null;
			}).toList();
			for (Future<Void> sent : senders.invokeAll(work)) {
				sent.get();
			}
		}
	}

	private static byte[] model(String process) throws Exception {
		return Files.readString(Path.of("bpmn", process + ".bpmn"))
			.replace("process id=\"" + process + "\"", "process id=\"empty-" + process + "\"")
			.replace("bpmnElement=\"" + process + "\"", "bpmnElement=\"empty-" + process + "\"")
			.replace("processId=\"document-delivery\"", "processId=\"empty-document-delivery\"")
			.replace("taskDefinition type=\"", "taskDefinition type=\"empty-")
			.replace("name=\"payroll-document-deposited\"", "name=\"empty-payroll-document-deposited\"")
			.replace("name=\"employee-registered\"", "name=\"empty-employee-registered\"")
			.getBytes(StandardCharsets.UTF_8);
	}

}
