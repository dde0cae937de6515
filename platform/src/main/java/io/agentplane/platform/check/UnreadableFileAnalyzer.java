package io.agentplane.platform.check;

import java.nio.file.AccessDeniedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence, instead of a stack trace, which file the service may not read. */
final class UnreadableFileAnalyzer extends AbstractFailureAnalyzer<AccessDeniedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, AccessDeniedException cause) {
        return new FailureAnalysis(
                "The file %s can't be read or written by the user of this process".formatted(cause.getFile()),
                "Give the file to that user.",
                cause);
    }
}
