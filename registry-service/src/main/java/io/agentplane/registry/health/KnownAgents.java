package io.agentplane.registry.health;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.registry.agent.AgentEvent;
import io.agentplane.registry.agent.AgentRegistry;
import io.agentplane.registry.configuration.ConfigurationRevisions;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Remembers what heartbeats have to know of their agents, so that they needn't ask the database. Each change of an agent
 * makes all replicas forget it; should that signal be lost, they forget it after a while.
 */
@Component
class KnownAgents {

    private static final String SIGNAL = "agent-changed";

    private final AgentRegistry registry;
    private final ConfigurationRevisions revisions;
    private final DatabaseSignals signals;
    private final Cache<String, KnownAgent> agents;
    private final Cache<String, Optional<Long>> defaults;

    KnownAgents(
            AgentRegistry registry,
            ConfigurationRevisions revisions,
            DatabaseSignals signals,
            HealthSettings settings) {
        this.registry = registry;
        this.revisions = revisions;
        this.signals = signals;
        agents = Caffeine.newBuilder()
                .maximumSize(settings.maxKnown())
                .expireAfterWrite(settings.knownFor())
                .build();
        defaults = Caffeine.newBuilder()
                .maximumSize(settings.maxKnown())
                .expireAfterWrite(settings.knownFor())
                .build();
        signals.listen(SIGNAL, this::forget);
        revisions.listen((namespace, scope) -> {
            forget(scope.isEmpty() ? "" : key(namespace, scope));
            defaults.invalidate(namespace);
        });
    }

    /** An agent of the present namespace. */
    KnownAgent get(UUID id) {
        return agents.get(key(Namespace.current(), id.toString()), any -> read(id));
    }

    /** An agent of a namespace, if it is remembered. */
    @Nullable
    KnownAgent find(String namespace, UUID id) {
        return agents.getIfPresent(key(namespace, id.toString()));
    }

    /** The revision of the present namespace's defaults. */
    Optional<Long> defaultsRevision() {
        return defaults.get(Namespace.current(), any -> revisions.ofDefaults());
    }

    private KnownAgent read(UUID id) {
        return KnownAgent.of(registry.get(id), revisions.ofAgent(id).orElse(null));
    }

    @EventListener
    void tellOthers(AgentEvent changed) {
        signals.ring(SIGNAL, key(changed.namespace(), changed.subject()));
    }

    /** The signal would come a moment too late for a heartbeat that follows the change. */
    @TransactionalEventListener
    void forget(AgentEvent changed) {
        forget(key(changed.namespace(), changed.subject()));
    }

    private void forget(String key) {
        if (key.isEmpty()) {
            agents.invalidateAll();
            defaults.invalidateAll();
        } else {
            agents.invalidate(key);
        }
    }

    private static String key(String namespace, String id) {
        return namespace + "/" + id;
    }
}
