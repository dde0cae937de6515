package io.agentplane.policy.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link PolicySet} answers. */
public sealed interface Decision {

    /** The policy that decided, or null when none did and the set's default holds. */
    @Nullable
    String policyId();

    /** Matches without a say, in the order they were asked; those ranked after the deciding policy were not. */
    List<LoggedMatch> logged();

    static Decision allow() {
        return new Allow(null, List.of());
    }

    static Decision deny() {
        return new Deny(null, List.of());
    }

    static Decision needsApproval() {
        return new NeedsApproval(null, List.of());
    }

    /** The same decision with these matches beside it. */
    default Decision withLogged(List<LoggedMatch> matches) {
        return switch (this) {
            case Allow allow -> new Allow(allow.policyId, matches);
            case Deny deny -> new Deny(deny.policyId, matches);
            case NeedsApproval needsApproval -> new NeedsApproval(needsApproval.policyId, matches);
        };
    }

    record Allow(@Nullable String policyId, List<LoggedMatch> logged) implements Decision {
        public Allow {
            logged = List.copyOf(logged);
        }
    }

    record Deny(@Nullable String policyId, List<LoggedMatch> logged) implements Decision {
        public Deny {
            logged = List.copyOf(logged);
        }
    }

    /** A person has to agree first. */
    record NeedsApproval(@Nullable String policyId, List<LoggedMatch> logged) implements Decision {
        public NeedsApproval {
            logged = List.copyOf(logged);
        }
    }
}
