package io.estafette.sealing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells in plain words, without a stack trace, why the application does not start. */
class SealingSetupFailureAnalyzer extends AbstractFailureAnalyzer<SealingSetupException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SealingSetupException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
