package io.agentplane.gateway.decision;

import io.agentplane.policy.engine.Decision;
import io.agentplane.policy.engine.Policy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The latest state of a namespace's policies and of its default. One thread tells it news, another reads. */
final class NamespacePolicies {

    private final Map<String, Known> policies = new ConcurrentHashMap<>();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private volatile Decision otherwise = Decision.allow();
    private volatile long revisionOfDefault;

    /** Takes a policy over, unless it is known as it was later. Deleted ones leave their revision behind. */
    void learn(PolicyState state, long revision) {
        Policy policy = Boolean.TRUE.equals(state.deleted()) ? null : state.compilable();
        policies.merge(
                state.id(),
                new Known(revision, policy),
                (known, news) -> known.revision >= news.revision ? known : news);
        unreadable.remove(state.id());
    }

    void learn(String key, DefaultState state, long revision) {
        if (revision > revisionOfDefault) {
            revisionOfDefault = revision;
            otherwise = state.decision().decision();
        }
        unreadable.remove(key);
    }

    /** Nobody knows what it says, so it may forbid anything. */
    void learnUnreadable(String key) {
        unreadable.add(key);
    }

    boolean isReadable() {
        return unreadable.isEmpty();
    }

    List<Policy> policies() {
        return policies.values().stream()
                .map(Known::policy)
                .filter(Objects::nonNull)
                .toList();
    }

    Decision otherwise() {
        return otherwise;
    }

    private record Known(long revision, @Nullable Policy policy) {}
}
