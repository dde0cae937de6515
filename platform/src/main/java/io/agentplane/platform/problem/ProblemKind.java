package io.agentplane.platform.problem;

/** What sort of refusal a problem is; each sort is one HTTP status. */
public enum ProblemKind {
    INVALID(400),
    UNAUTHENTICATED(401),
    EXHAUSTED(402),
    DENIED(403),
    NOT_FOUND(404),
    UNSUPPORTED_METHOD(405),
    CONFLICT(409),
    STALE(412),
    TOO_LARGE(413),
    UNSUPPORTED_MEDIA(415),
    UNPROCESSABLE(422),
    REVISION_REQUIRED(428),
    RATE_LIMITED(429),
    INTERNAL(500),
    BAD_GATEWAY(502),
    UNAVAILABLE(503),
    TIMED_OUT(504);

    private final int status;

    ProblemKind(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Whether the same call may succeed a moment later; such a refusal has a {@code Retry-After}. */
    public boolean isPassing() {
        return this == RATE_LIMITED || this == UNAVAILABLE;
    }
}
