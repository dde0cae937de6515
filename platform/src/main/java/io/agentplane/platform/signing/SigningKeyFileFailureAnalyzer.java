package io.agentplane.platform.signing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

/** Says in two sentences why a service doesn't start without its signing keys. */
final class SigningKeyFileFailureAnalyzer extends AbstractFailureAnalyzer<SigningKeyFileException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SigningKeyFileException cause) {
        return new FailureAnalysis(cause.problem() + ".", StringUtils.capitalize(cause.remedy()) + ".", cause);
    }
}
