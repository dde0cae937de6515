package io.agentplane.gateway.decision;

import com.github.benmanes.caffeine.cache.Interner;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.policy.evaluation.AgentState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the registry has told of every agent, in memory: a hundred thousand of them, so what they have in common is kept
 * once and nothing is kept in a larger form than it needs. Events that come late change nothing.
 */
@Component
class AgentBook {

    private final EventCodec codec;
    private final Map<String, Known> agents = new ConcurrentHashMap<>();
    private final Interner<String> texts = Interner.newWeakInterner();

    AgentBook(EventCodec codec) {
        this.codec = codec;
    }

    /** The attributes of an agent, or null when the namespace has none of this id. */
    @Nullable
    Map<String, Object> attributes(String namespace, String id) {
        Known known = agents.get(id);
        return known != null && known.namespace.equals(namespace) ? known.attributes : null;
    }

    void learn(ConsumerRecord<String, byte[]> message) {
        InboundEvent<AgentState> event = codec.decode(message, AgentState.class);
        AgentState agent = event.state();
        Known known = agents.get(agent.id());
        if (known == null || known.revision < event.revision()) {
            agents.put(agent.id(), new Known(texts.intern(event.namespace()), event.revision(), attributes(agent)));
        }
    }

    long known() {
        return agents.size();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> attributes(AgentState agent) {
        return (Map<String, Object>) compact(agent.attributes());
    }

    private Object compact(Object value) {
        return switch (value) {
            case String text -> texts.intern(text);
            case List<?> list -> list.stream().map(this::compact).toList();
            case Map<?, ?> object -> {
                Map<Object, Object> compacted = new HashMap<>();
                object.forEach((name, part) -> compacted.put(compact(name), compact(part)));
                yield Map.copyOf(compacted);
            }
            default -> value;
        };
    }

    private record Known(String namespace, long revision, Map<String, Object> attributes) {}
}
