package io.agentplane.gateway.killswitch;

import io.agentplane.gateway.access.AgentIds;
import io.agentplane.platform.event.EventCodec;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/** The latest state of every switch, in memory. Events that come late change nothing. */
@Component
class KillSwitchBook {

    private static final String ALL = "";

    private final EventCodec codec;
    private final Map<Agent, KillSwitch> switches = new ConcurrentHashMap<>();

    KillSwitchBook(EventCodec codec) {
        this.codec = codec;
    }

    /** Why an agent is stopped, by its own switch or by the one of all. */
    Optional<String> reasonFor(String namespace, String agentId) {
        return reason(new Agent(namespace, ALL)).or(() -> reason(new Agent(namespace, AgentIds.canonical(agentId))));
    }

    long active() {
        return switches.values().stream().filter(KillSwitch::killed).count();
    }

    void learn(ConsumerRecord<String, byte[]> message) {
        KillSwitch news = codec.decode(message, KillSwitch.class).state();
        switches.merge(
                new Agent(news.namespace(), AgentIds.canonical(Objects.requireNonNullElse(news.agentId(), ALL))),
                news,
                (known, late) -> known.revision() >= late.revision() ? known : late);
    }

    private Optional<String> reason(Agent agent) {
        return Optional.ofNullable(switches.get(agent))
                .filter(KillSwitch::killed)
                .map(KillSwitch::reason);
    }

    private record Agent(String namespace, String id) {}
}
