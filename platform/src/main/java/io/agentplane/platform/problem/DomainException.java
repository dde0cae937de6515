package io.agentplane.platform.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ends a request that is refused; becomes a problem document at the edge. It changes nothing: the transaction rolls back. */
public final class DomainException extends RuntimeException {

    private static final String ERRORS = "errors";

    private final transient ProblemCode code;
    private final transient Map<String, Object> properties = new LinkedHashMap<>();

    DomainException(ProblemCode code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Adds a member to the problem document, such as the {@code decisionId} of a denial. */
    public DomainException with(String member, Object value) {
        if (!ProblemMembers.include(member)) {
            throw new IllegalArgumentException("No problem is documented to have a member " + member);
        }
        properties.put(member, value);
        return this;
    }

    /** Names every field at fault. */
    public DomainException withErrors(List<FieldFault> errors) {
        properties.put(ERRORS, List.copyOf(errors));
        return this;
    }

    /** The fields at fault, if any are named. */
    @SuppressWarnings("unchecked")
    public List<FieldFault> errors() {
        return (List<FieldFault>) properties.getOrDefault(ERRORS, List.of());
    }

    /** Keeps the fault beneath for the log; the caller never sees it. */
    public DomainException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    public ProblemCode code() {
        return code;
    }

    public Map<String, Object> properties() {
        return Map.copyOf(properties);
    }

    /** The reason in words; always present. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
