package io.agentplane.policy.engine;

import java.util.List;

/** A policy can't be compiled. Says which policy, at which condition or where in the expression, and why. */
public final class InvalidPolicyException extends RuntimeException {

    /** The {@link #key} of a policy whose expression is at fault, though a condition may be called so too. */
    public static final String EXPRESSION = "expression";

    private final String policyId;
    private final String key;
    private final String reason;
    private final List<ExpressionFault> expressionFaults;

    InvalidPolicyException(String policyId, String key, String reason) {
        this(policyId, key, reason, List.of());
    }

    InvalidPolicyException(String policyId, List<ExpressionFault> faults) {
        this(policyId, EXPRESSION, faults.getFirst().toString(), faults);
    }

    private InvalidPolicyException(String policyId, String key, String reason, List<ExpressionFault> faults) {
        super("Policy %s, %s: %s".formatted(policyId, key, reason));
        this.policyId = policyId;
        this.key = key;
        this.reason = reason;
        this.expressionFaults = List.copyOf(faults);
    }

    public String policyId() {
        return policyId;
    }

    /** The condition's key, with the names inside its value after dots; cut off when it is itself too long. */
    public String key() {
        return key;
    }

    public String reason() {
        return reason;
    }

    /** All that is wrong with the expression; empty when something else is. */
    public List<ExpressionFault> expressionFaults() {
        return expressionFaults;
    }

    /** What is wrong at one place of an expression; lines and columns count from 1. */
    public record ExpressionFault(int line, int column, String message) {
        @Override
        public String toString() {
            return "line %d, column %d: %s".formatted(line, column, message);
        }
    }
}
