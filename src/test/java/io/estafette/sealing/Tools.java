package io.estafette.sealing;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Programs that look at PDFs independently of us. Where one is not installed, the test is
 * skipped and says so, unless {@code ESTAFETTE_REQUIRE_TOOLS} forbids it.
 */
final class Tools {

	private static final boolean REQUIRED = Boolean
		.parseBoolean(System.getProperty("ESTAFETTE_REQUIRE_TOOLS", System.getenv("ESTAFETTE_REQUIRE_TOOLS")));

	private Tools() {
	}

	/** What a program says. */
	record Answer(int status, String text) {
	}

	static Answer run(String... command) throws IOException, InterruptedException {
		Process process;
		try {
			process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			String reason = command[0] + " is not installed: its check of the PDF does not take place";
			if (REQUIRED) {
				return fail(reason, ex);
			}
			return abort(reason);
		}
		String text = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		return new Answer(process.exitValue(), text);
	}

}
