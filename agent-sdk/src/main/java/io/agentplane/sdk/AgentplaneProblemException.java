package io.agentplane.sdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A refusal by Agentplane, as its problem document (RFC 9457) tells it. Nothing was changed. */
public final class AgentplaneProblemException extends AgentplaneException {

    /** What is wrong with one field of the request. */
    public record FieldError(String field, String message) {}

    private static final String LEASE_LOST = "lease-lost";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final transient Problem problem;

    AgentplaneProblemException(Problem problem) {
        super(problem.summary(), null);
        this.problem = problem;
    }

    public int status() {
        return problem.status();
    }

    /**
     * The stable name of the refusal, such as {@code lease-lost}; {@code http-502} and the like when the answer was no
     * problem document.
     */
    public String code() {
        return problem.code();
    }

    public Optional<String> detail() {
        return Optional.ofNullable(problem.detail());
    }

    public Optional<String> traceId() {
        return Optional.ofNullable(problem.traceId());
    }

    public List<FieldError> errors() {
        return problem.errors();
    }

    /** A further member of the document, such as {@code decisionId} of a denial by policy. */
    public Optional<String> extension(String name) {
        return Optional.ofNullable(problem.extensions().get(name));
    }

    public Map<String, String> extensions() {
        return problem.extensions();
    }

    /** Whether the task is no longer the caller's: its result must be dropped. */
    public boolean isLeaseLost() {
        return code().equals(LEASE_LOST);
    }

    @Override
    public boolean isTransient() {
        return status() == TOO_MANY_REQUESTS || status() >= SERVER_ERROR;
    }
}
