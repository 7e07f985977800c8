package io.estafette.platform.camunda;

import java.time.Duration;

import io.camunda.client.exception.CamundaError;
import io.camunda.client.jobhandling.CommandExceptionHandlingStrategy;
import io.camunda.client.jobhandling.DefaultJobExceptionHandlingStrategy;
import io.camunda.client.jobhandling.JobExceptionHandlingStrategy;
import io.camunda.client.metrics.MetricsRecorder;
import io.camunda.client.spring.configuration.condition.ConditionalOnCamundaClientEnabled;
import io.estafette.platform.JobGivenUp;
import io.estafette.platform.PassingFault;
import io.estafette.platform.Refusal;
import io.estafette.platform.Unspoken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * What becomes of a job whose worker threw: a passing fault is tried again, each time
 * after a longer wait; anything else would fail again the same way, so it stands at once
 * as an incident in Operate. The incident says what to do; neither it nor the log has
 * exception messages, which may be about people.
 */
@Component
@ConditionalOnCamundaClientEnabled
class FailedJobs implements JobExceptionHandlingStrategy {

	private static final Logger log = LoggerFactory.getLogger(FailedJobs.class);

	private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

	private static final int ATTEMPTS = 5;

	private final JobExceptionHandlingStrategy standard;

	private final JobTrace trace;

	private final ApplicationEventPublisher events;

	FailedJobs(CommandExceptionHandlingStrategy commands, MetricsRecorder metrics, JobTrace trace,
			ApplicationEventPublisher events) {
		this.trace = trace;
		this.events = events;
		this.standard = new DefaultJobExceptionHandlingStrategy(commands, metrics);
	}

	@Override
	public void handleException(Exception exception, ExceptionHandlingContext context) throws Exception {
		if (exception instanceof CamundaError) {
			this.standard.handleException(exception, context);
			this.trace.end("error");
		}
		else {
			fail(exception, context);
			this.trace.end("failed");
		}
	}

	private void fail(Exception exception, ExceptionHandlingContext context) {
		String job = context.job().getType() + " (job " + context.job().getKey() + ")";
		int retries = context.job().getRetries();
		if (isPassing(exception) && retries > 1) {
			Duration wait = FIRST_WAIT.multipliedBy(1L << (2 * Math.max(0, ATTEMPTS - retries)));
			log.warn("{} failed and is tried again in {}", job, wait, Unspoken.of(exception));
			send(context, retries - 1, wait, name(exception));
			return;
		}
		log.error("{} failed for good: an incident stands in Operate", job, Unspoken.of(exception));
		String advice = isPassing(exception)
				? "Still failing after several attempts. Check that the service named here is reachable, then retry in Operate: "
				: "This will not pass by itself. Look up job " + context.job().getKey()
						+ " in the application's log, mend the cause, then retry in Operate: ";
		send(context, 0, Duration.ZERO, advice + name(exception));
		tell(context);
	}

	/** The incident stands, whatever becomes of this. */
	private void tell(ExceptionHandlingContext context) {
		try {
			this.events
				.publishEvent(new JobGivenUp(context.job().getType(), JobTrace.ids(context.job().getVariables())));
		}
		catch (RuntimeException ex) {
			log.warn("Nobody could be told that job {} failed for good", context.job().getKey(), Unspoken.of(ex));
		}
	}

	/** Should the command itself be lost, the job's time-out gives the job out again. */
	private static void send(ExceptionHandlingContext context, int retries, Duration wait, String message) {
		context.jobClient()
			.newFailCommand(context.job())
			.retries(retries)
			.retryBackoff(wait)
			.errorMessage(message)
			.send()
			.exceptionally((ex) -> {
				log.warn("The failure of job {} could not be told to Camunda", context.job().getKey(), ex);
				return null;
			});
	}

	private static boolean isPassing(Throwable exception) {
		for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
			if (cause instanceof PassingFault || cause instanceof TransientDataAccessException
					|| cause instanceof RecoverableDataAccessException
					|| cause instanceof CannotGetJdbcConnectionException
					|| cause instanceof CannotCreateTransactionException) {
				return true;
			}
		}
		return false;
	}

	private static String name(Throwable exception) {
		Throwable root = exception;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		// A code says what to look up; what was refused may be about a person.
		return root.getClass().getSimpleName() + ((root instanceof Refusal refusal) ? " " + refusal.code() : "");
	}

}
