package io.agentplane.policy.engine;

import io.agentplane.policy.engine.Condition.Below;
import io.agentplane.policy.engine.Condition.Exceeds;
import io.agentplane.policy.engine.Condition.LikeOneOf;
import io.agentplane.policy.engine.Condition.OneOf;
import io.agentplane.policy.engine.Condition.Prefix;
import io.agentplane.policy.engine.Condition.Test;
import org.jspecify.annotations.Nullable;

/** Whether one condition leaves another no choice. Never wrongly yes; no where it would take more than a look. */
final class Implication {

    private Implication() {}

    /** Whether the second holds for every request for which the first does. */
    static boolean holds(Condition given, Condition asked) {
        return given.path().equals(asked.path())
                && (given.test().equals(asked.test())
                        || holds(given.test(), asked.test(), given.path().isText()));
    }

    /** Equality alone looks into lists, so only of a text can it imply anything else. */
    private static boolean holds(Test given, Test asked, boolean text) {
        return switch (asked) {
            case OneOf all -> given instanceof OneOf some && all.values().containsAll(some.values());
            case Exceeds least -> given instanceof Exceeds more && Scalar.compare(more.limit(), least.limit()) >= 0;
            case Below most -> given instanceof Below less && Scalar.compare(less.limit(), most.limit()) <= 0;
            case Prefix prefix ->
                switch (given) {
                    case Prefix longer -> longer.prefix().startsWith(prefix.prefix());
                    case OneOf some -> text && some.values().stream().allMatch(prefix::accepts);
                    case LikeOneOf some ->
                        some.patterns().stream()
                                .allMatch(pattern -> pattern.prefix().startsWith(prefix.prefix()));
                    case Exceeds _, Below _ -> false;
                };
            case LikeOneOf like ->
                switch (given) {
                    case OneOf some -> some.values().stream().allMatch(like::accepts);
                    case Prefix prefix -> beginsAllowed(prefix.prefix(), like);
                    case LikeOneOf some ->
                        some.patterns().stream()
                                .allMatch(pattern -> like.patterns().contains(pattern)
                                        || (pattern.isLiteral() && like.accepts(pattern.prefix()))
                                        || beginsAllowed(pattern.prefix(), like));
                    case Exceeds _, Below _ -> false;
                };
        };
    }

    /** Whether a pattern allows anything that begins so: one whose only star is its end. */
    private static boolean beginsAllowed(String beginning, LikeOneOf like) {
        return like.patterns().stream()
                .anyMatch(pattern -> pattern.parts().size() == 2
                        && pattern.parts().getLast().isEmpty()
                        && beginning.startsWith(pattern.prefix()));
    }

    /** A value that the index files the condition under, or under a beginning of it; null when there is none. */
    static @Nullable Object sample(Test test) {
        return switch (test) {
            case OneOf some -> some.values().iterator().next();
            case Prefix prefix -> prefix.prefix();
            case LikeOneOf some -> some.patterns().getFirst().prefix();
            case Exceeds _, Below _ -> null;
        };
    }
}
