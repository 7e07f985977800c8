package io.estafette.platform;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.core.task.TaskDecorator;
import org.springframework.stereotype.Component;

/**
 * Work that nobody asked for - sweeps, the outbox, followers - gets an id for each of its
 * runs, which all of its log lines carry beside its name. Work that a request or a job
 * hands to another thread keeps their ids.
 */
@Component
public class TaskTrace implements TaskDecorator {

	private static final String RUN = "run";

	private static final String TASK = "task";

	/** As a scheduled method describes itself, whatever is wrapped around it. */
	private static final Pattern METHOD = Pattern
		.compile("io\\.estafette\\.(?:[a-z]+\\.)+([A-Z][A-Za-z$]*\\.[a-z][A-Za-z]*)");

	@Override
	public Runnable decorate(Runnable task) {
		Map<String, String> asker = MDC.getCopyOfContextMap();
		if (asker != null && !asker.isEmpty()) {
			return () -> within(asker, task);
		}
		Matcher method = METHOD.matcher(task.toString());
		String name = method.find() ? method.group(1) : null;
		return () -> run(name, task);
	}

	/** One run of what is called so. */
	public static void run(@Nullable String name, Runnable task) {
		Map<String, String> fields = (name != null) ? Map.of(RUN, UUID.randomUUID().toString(), TASK, name)
				: Map.of(RUN, UUID.randomUUID().toString());
		within(fields, task);
	}

	private static void within(Map<String, String> fields, Runnable task) {
		MDC.setContextMap(fields);
		try {
			task.run();
		}
		finally {
			MDC.clear();
		}
	}

}
