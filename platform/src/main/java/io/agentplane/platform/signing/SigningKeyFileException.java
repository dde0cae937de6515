package io.agentplane.platform.signing;

import org.jspecify.annotations.Nullable;

/** The file of the signing keys can't be used: what is wrong with it, and what to do. It repeats nothing of its content. */
final class SigningKeyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    SigningKeyFileException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + "; " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    String problem() {
        return problem;
    }

    String remedy() {
        return remedy;
    }
}
