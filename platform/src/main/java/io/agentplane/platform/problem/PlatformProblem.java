package io.agentplane.platform.problem;

/** The refusals that any service may give, whatever it is about. */
public enum PlatformProblem implements ProblemCode {
    INVALID_REQUEST(ProblemKind.INVALID),
    UNAUTHENTICATED(ProblemKind.UNAUTHENTICATED),
    PERMISSION_MISSING(ProblemKind.DENIED),
    AGENT_MISMATCH(ProblemKind.DENIED),
    NOT_FOUND(ProblemKind.NOT_FOUND),
    METHOD_NOT_ALLOWED(ProblemKind.UNSUPPORTED_METHOD),
    NOT_ACCEPTABLE(ProblemKind.NOT_ACCEPTABLE),
    CONFLICT(ProblemKind.CONFLICT),
    REVISION_STALE(ProblemKind.STALE),
    BODY_TOO_LARGE(ProblemKind.TOO_LARGE),
    MEDIA_TYPE_UNSUPPORTED(ProblemKind.UNSUPPORTED_MEDIA),
    IDEMPOTENCY_KEY_REUSED(ProblemKind.UNPROCESSABLE),
    REVISION_REQUIRED(ProblemKind.REVISION_REQUIRED),
    INTERNAL_ERROR(ProblemKind.INTERNAL),
    UPSTREAM_UNAVAILABLE(ProblemKind.UNAVAILABLE),
    DATABASE_UNAVAILABLE(ProblemKind.UNAVAILABLE);

    private final ProblemKind kind;

    PlatformProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }

    /** The refusal that an HTTP status stands for when nothing more is known. */
    public static PlatformProblem ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_MISSING;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> MEDIA_TYPE_UNSUPPORTED;
            // A version of HTTP that nobody speaks is the caller's fault.
            case 505 -> INVALID_REQUEST;
            case 503 -> UPSTREAM_UNAVAILABLE;
            default -> status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
        };
    }
}
