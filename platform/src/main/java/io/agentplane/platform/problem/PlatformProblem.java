package io.agentplane.platform.problem;

/** The refusals that any service may give, whatever it is about. */
public enum PlatformProblem implements ProblemCode {
    /** The request breaks a rule of form. {@code errors} names each field and what is allowed; nothing was changed. */
    INVALID_REQUEST(ProblemKind.INVALID),

    /**
     * No valid key came with the call. Send one as {@code Authorization: Bearer ap_...}; it may have expired or been
     * revoked.
     */
    UNAUTHENTICATED(ProblemKind.UNAUTHENTICATED),

    /**
     * None of your roles in the namespace has the permission that the operation needs. Have a role with it bound to
     * you.
     */
    PERMISSION_MISSING(ProblemKind.DENIED),

    /**
     * An agent's key is used for another agent or for what only people and services may do. Use the agent's own id, or
     * another key.
     */
    AGENT_MISMATCH(ProblemKind.DENIED),

    /** The API has no such path. Compare it with the OpenAPI document; paths have no slash at their end. */
    NOT_FOUND(ProblemKind.NOT_FOUND),

    /** The path does not take this method. The header {@code Allow} lists those that it takes. */
    METHOD_NOT_ALLOWED(ProblemKind.UNSUPPORTED_METHOD),

    /**
     * Another request is in the way, such as an earlier one with the same Idempotency-Key that is not answered yet.
     * Repeat it a moment later.
     */
    CONFLICT(ProblemKind.CONFLICT),

    /**
     * Somebody else changed the resource since it was read. Read it again, decide anew, and send its present ETag;
     * {@code currentRevision} is its number.
     */
    REVISION_STALE(ProblemKind.STALE),

    /** The body is larger than the operation takes. Send less, or in several calls. */
    BODY_TOO_LARGE(ProblemKind.TOO_LARGE),

    /**
     * The body is not of a media type that the operation takes. Send JSON in UTF-8 with {@code Content-Type:
     * application/json}.
     */
    MEDIA_TYPE_UNSUPPORTED(ProblemKind.UNSUPPORTED_MEDIA),

    /** The Idempotency-Key was used for another request. Take a new key for each thing to be done. */
    IDEMPOTENCY_KEY_REUSED(ProblemKind.UNPROCESSABLE),

    /** The change needs {@code If-Match}, so that no change of another is overwritten. Send the ETag that was read. */
    REVISION_REQUIRED(ProblemKind.REVISION_REQUIRED),

    /** Something went wrong that is no fault of the caller. Report it with the {@code traceId}. */
    INTERNAL_ERROR(ProblemKind.INTERNAL),

    /**
     * A service that is needed for the answer is away or broke off. A change may have been made: repeat the call with
     * the same Idempotency-Key, or read first.
     */
    UPSTREAM_UNAVAILABLE(ProblemKind.UNAVAILABLE),

    /** The database is away or too busy. Repeat the call later, a change with the same Idempotency-Key. */
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
            case 413 -> BODY_TOO_LARGE;
            case 415 -> MEDIA_TYPE_UNSUPPORTED;
            // A version of HTTP that nobody speaks is the caller's fault.
            case 505 -> INVALID_REQUEST;
            case 503 -> UPSTREAM_UNAVAILABLE;
            default -> status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
        };
    }
}
