package io.estafette.platform.camunda;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.bean.MethodInfo;
import io.camunda.client.bean.ParameterInfo;
import io.camunda.client.jobhandling.parameter.ParameterResolver;
import io.camunda.client.jobhandling.parameter.ParameterResolverStrategy;
import io.camunda.client.jobhandling.result.ResultProcessor;
import io.camunda.client.jobhandling.result.ResultProcessorContext;
import io.camunda.client.jobhandling.result.ResultProcessorStrategy;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Every log line of a job carries what it belongs to - its process instance, its element,
 * the ids of its business - and every job is timed ({@code estafette.job}). The variables
 * themselves never reach the log, only ids among them.
 */
@Component
class JobTrace implements BeanPostProcessor {

	private static final Logger log = LoggerFactory.getLogger(JobTrace.class);

	private static final Pattern ID = Pattern
		.compile("\"([a-z][A-Za-z]{0,30}Id)\":\"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\"");

	private static final ThreadLocal<Running> RUNNING = new ThreadLocal<>();

	/** A job that this thread works on. */
	private record Running(long key, String type, long since) {
	}

	private final ObjectProvider<MeterRegistry> meters;

	JobTrace(ObjectProvider<MeterRegistry> meters) {
		this.meters = meters;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return switch (bean) {
			case ParameterResolverStrategy resolvers -> new Resolvers(resolvers);
			case ResultProcessorStrategy processors -> new Processors(processors);
			default -> bean;
		};
	}

	/** Reading its first variable is the first that a worker does. */
	private static void begin(ActivatedJob job) {
		Running before = RUNNING.get();
		if (before != null && before.key() == job.getKey()) {
			return;
		}
		MDC.clear();
		RUNNING.set(new Running(job.getKey(), job.getType(), System.nanoTime()));
		MDC.put("job", Long.toString(job.getKey()));
		MDC.put("jobType", job.getType());
		MDC.put("bpmnProcess", job.getBpmnProcessId());
		MDC.put("processInstance", Long.toString(job.getProcessInstanceKey()));
		MDC.put("element", job.getElementId());
		ids(job.getVariables()).forEach(MDC::put);
	}

	/** The ids among a job's variables, by name. */
	static Map<String, String> ids(String variables) {
		return ID.matcher(variables)
			.results()
			.collect(Collectors.toMap((found) -> found.group(1), (found) -> found.group(2), (first, second) -> first));
	}

	/** The job went well, or {@link FailedJobs} has told what did not. */
	void end(String outcome) {
		Running running = RUNNING.get();
		if (running != null) {
			Duration time = Duration.ofNanos(System.nanoTime() - running.since());
			log.debug("Job {} after {} ms", outcome, time.toMillis());
			MeterRegistry registry = this.meters.getIfAvailable();
			if (registry != null) {
				registry.timer("estafette.job", "type", running.type(), "outcome", outcome).record(time);
			}
			RUNNING.remove();
			MDC.clear();
		}
	}

	private static final class Resolvers implements ParameterResolverStrategy {

		private final ParameterResolverStrategy standard;

		Resolvers(ParameterResolverStrategy standard) {
			this.standard = standard;
		}

		@Override
		public ParameterResolver createResolver(ParameterInfo parameter) {
			ParameterResolver resolver = this.standard.createResolver(parameter);
			return (client, job) -> {
				begin(job);
				return resolver.resolve(client, job);
			};
		}

	}

	private final class Processors implements ResultProcessorStrategy {

		private final ResultProcessorStrategy standard;

		Processors(ResultProcessorStrategy standard) {
			this.standard = standard;
		}

		@Override
		public ResultProcessor createProcessor(MethodInfo method) {
			ResultProcessor processor = this.standard.createProcessor(method);
			return new ResultProcessor() {

				@Override
				public Object process(ResultProcessorContext context) {
					Object result = processor.process(context);
					end("completed");
					return result;
				}

			};
		}

	}

}
