package io.agentplane.gateway.decision;

import io.agentplane.policy.evaluation.Outcome;
import java.util.Objects;

/** What holds in a namespace where no policy decides, as the policy service published it last. */
record DefaultState(Outcome decision) {

    DefaultState {
        Objects.requireNonNull(decision, "decision");
    }
}
