package io.estafette.platform;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What ties the log lines of work together that no request and no job began. */
class TaskTraceTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(TaskSchedulingAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
		.withUserConfiguration(Scheduling.class)
		.withBean(TaskTrace.class)
		.withBean(Sweep.class);

	@Test
	void everyRunOfScheduledWorkHasAnIdAndAName() {
		this.application.run((context) -> {
			List<Map<String, String>> runs = context.getBean(Sweep.class).runs;
			await().until(() -> runs.size() >= 3);
			assertThat(runs).allSatisfy((fields) -> assertThat(fields).containsOnlyKeys("run", "task")
				.containsEntry("task", "TaskTraceTests$Sweep.look"));
			assertThat(runs).extracting((fields) -> fields.get("run")).doesNotHaveDuplicates();
		});
	}

	@Test
	void workThatARequestHandsOverKeepsTheIdOfTheRequest() {
		this.application.run((context) -> {
			TaskExecutor executor = context.getBean("applicationTaskExecutor", TaskExecutor.class);
			MDC.put("request", "payroll-2026-11.42");
			try {
				assertThat(fieldsOn(executor)).containsExactly(Map.entry("request", "payroll-2026-11.42"));
			}
			finally {
				MDC.clear();
			}
			assertThat(fieldsOn(executor)).containsOnlyKeys("run");
		});
	}

	private static Map<String, String> fieldsOn(TaskExecutor executor) {
		CompletableFuture<Map<String, String>> fields = new CompletableFuture<>();
		executor.execute(() -> fields.complete(MDC.getCopyOfContextMap()));
		return fields.join();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	static class Sweep {

		final List<Map<String, String>> runs = new CopyOnWriteArrayList<>();

		@Scheduled(fixedDelay = 5)
		void look() {
			this.runs.add(MDC.getCopyOfContextMap());
		}

	}

}
