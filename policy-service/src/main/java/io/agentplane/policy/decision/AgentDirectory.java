package io.agentplane.policy.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.policy.access.PrincipalDirectory;
import io.agentplane.policy.evaluation.AgentState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** What the registry has told of the agents; no question waits for the registry itself. */
@Component
public class AgentDirectory {

    private final AgentQueries queries;
    private final PrincipalDirectory principals;
    private final EventCodec codec;
    private final Cache<Known, Map<String, Object>> known;

    AgentDirectory(AgentQueries queries, PrincipalDirectory principals, EventCodec codec, DecisionSettings settings) {
        this.queries = queries;
        this.principals = principals;
        this.codec = codec;
        this.known = Caffeine.newBuilder()
                .maximumSize(settings.maxAgentsKnown())
                .expireAfterWrite(settings.agentKnownFor())
                .build();
    }

    /** The attributes of those that the present namespace has, by id. */
    public Map<String, Map<String, Object>> attributes(Collection<String> ids) {
        String namespace = Namespace.current();
        Set<Known> agents = ids.stream().map(id -> new Known(namespace, id)).collect(Collectors.toSet());
        Map<String, Map<String, Object>> attributes = new HashMap<>();
        known.getAll(agents, this::read).forEach((agent, values) -> attributes.put(agent.id(), values));
        return attributes;
    }

    @KafkaListener(topics = "agentplane.registry.agents.v1", groupId = "policy")
    void on(ConsumerRecord<String, byte[]> message) {
        InboundEvent<AgentState> event = codec.decode(message, AgentState.class);
        AgentState agent = event.state();
        queries.store(agent, event.namespace(), event.revision());
        if (agent.isDecommissioned()) {
            principals.stop(event.namespace(), UUID.fromString(agent.id()));
        }
        known.invalidate(new Known(event.namespace(), agent.id()));
    }

    private Map<Known, Map<String, Object>> read(Set<? extends Known> missing) {
        String namespace = Namespace.current();
        Map<Known, Map<String, Object>> read = new HashMap<>();
        queries.attributes(namespace, missing.stream().map(Known::id).toList())
                .forEach((id, attributes) -> read.put(new Known(namespace, id), attributes));
        return read;
    }

    private record Known(String namespace, String id) {}
}
