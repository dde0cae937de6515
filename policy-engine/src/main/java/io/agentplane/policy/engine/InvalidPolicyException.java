package io.agentplane.policy.engine;

/** A policy can't be compiled. Says which policy, at which condition, and why. */
public final class InvalidPolicyException extends RuntimeException {

    private final String policyId;
    private final String key;
    private final String reason;

    InvalidPolicyException(String policyId, String key, String reason) {
        super("Policy %s, condition %s: %s".formatted(policyId, key, reason));
        this.policyId = policyId;
        this.key = key;
        this.reason = reason;
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
}
