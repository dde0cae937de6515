package io.agentplane.platform.schema;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence, instead of a stack trace, why the service ended. */
final class SchemaNotUsableAnalyzer extends AbstractFailureAnalyzer<SchemaNotUsableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SchemaNotUsableException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Look at spring.datasource (url, username, password) and at the job that applies the migrations.",
                cause);
    }
}
