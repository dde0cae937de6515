package io.agentplane.gateway.access;

import io.agentplane.policy.engine.AgentPermission;
import io.agentplane.policy.engine.AgentPermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What each agent may do at all: the latest state of every entry, compiled, in memory. */
@Component
class AgentPermissionsBook {

    private final Map<Agent, Known> entries = new ConcurrentHashMap<>();

    /** Empty when policies alone bind the agent. */
    Optional<AgentPermissions> of(String namespace, String agentId) {
        return Optional.ofNullable(entries.get(new Agent(namespace, AgentIds.canonical(agentId))))
                .map(Known::permissions);
    }

    void learn(Entry news) {
        AgentPermissions compiled =
                Boolean.TRUE.equals(news.deleted()) ? null : AgentPermissions.compile(news.permissions());
        entries.merge(
                new Agent(news.namespace(), AgentIds.canonical(news.agentId())),
                new Known(compiled, news.revision()),
                (known, late) -> known.revision() >= late.revision() ? known : late);
    }

    /** An entry, as the policy service published it last. */
    record Entry(
            String agentId,
            String namespace,
            List<AgentPermission> permissions,
            @Nullable Boolean deleted,
            long revision) {

        Entry {
            Objects.requireNonNull(agentId, "agentId");
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(permissions, "permissions");
        }
    }

    private record Agent(String namespace, String id) {}

    private record Known(@Nullable AgentPermissions permissions, long revision) {}
}
