package io.agentplane.policy.evaluation;

import io.agentplane.policy.engine.Decision;

/** What becomes of a request: ALLOW, DENY or REQUIRE_APPROVAL. */
public enum Outcome {
    ALLOW,
    DENY,
    /** A person has to agree first. */
    REQUIRE_APPROVAL;

    public static Outcome of(Decision decision) {
        return switch (decision) {
            case Decision.Allow _ -> ALLOW;
            case Decision.Deny _ -> DENY;
            case Decision.NeedsApproval _ -> REQUIRE_APPROVAL;
        };
    }

    /** The engine's decision, as the default of a namespace. */
    public Decision decision() {
        return switch (this) {
            case ALLOW -> Decision.allow();
            case DENY -> Decision.deny();
            case REQUIRE_APPROVAL -> Decision.needsApproval();
        };
    }
}
