package io.agentplane.policy.engine.expression;

import java.util.List;

/** An expression can't be compiled. Says where and why. */
public final class InvalidExpressionException extends Exception {

    private final List<Fault> faults;

    InvalidExpressionException(List<Fault> faults) {
        super(faults.getFirst().message());
        this.faults = List.copyOf(faults);
    }

    /** At least one, in the order of the text; the first twenty, if there are more. */
    public List<Fault> faults() {
        return faults;
    }

    /** What is wrong at one place; lines and columns count from 1. */
    public record Fault(int line, int column, String message) {}
}
