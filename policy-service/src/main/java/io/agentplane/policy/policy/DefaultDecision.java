package io.agentplane.policy.policy;

import io.agentplane.policy.engine.Decision;
import org.jspecify.annotations.Nullable;

/** What holds in a namespace where no policy decides: ALLOW or DENY. */
public enum DefaultDecision {
    ALLOW,
    DENY;

    /** ALLOW unless the namespace has said otherwise. */
    static DefaultDecision of(@Nullable String stored) {
        return stored == null ? ALLOW : valueOf(stored);
    }

    Decision decision() {
        return switch (this) {
            case ALLOW -> Decision.allow();
            case DENY -> Decision.deny();
        };
    }
}
