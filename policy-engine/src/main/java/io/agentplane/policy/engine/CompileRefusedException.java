package io.agentplane.policy.engine;

/** A {@link CompileRoom} doesn't do what it is asked to. */
public final class CompileRefusedException extends RuntimeException {

    private final boolean tooLong;

    private CompileRefusedException(boolean tooLong, String message) {
        super(message);
        this.tooLong = tooLong;
    }

    static CompileRefusedException busy() {
        return new CompileRefusedException(false, "Too many policies are being compiled; retry later");
    }

    static CompileRefusedException tooLong() {
        return new CompileRefusedException(true, "It takes too long");
    }

    /** Whether the work itself is too much; else there was no place for it, and it may be tried again. */
    public boolean isTooLong() {
        return tooLong;
    }
}
