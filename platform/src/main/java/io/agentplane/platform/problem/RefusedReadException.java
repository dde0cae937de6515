package io.agentplane.platform.problem;

import java.io.IOException;

/** Carries a refusal through code that expects reading to fail with an {@link IOException} only. */
public final class RefusedReadException extends IOException {

    private final DomainException refusal;

    public RefusedReadException(DomainException refusal) {
        super(refusal);
        this.refusal = refusal;
    }

    public DomainException refusal() {
        return refusal;
    }
}
