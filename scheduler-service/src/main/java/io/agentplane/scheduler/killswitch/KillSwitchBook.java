package io.agentplane.scheduler.killswitch;

import io.agentplane.platform.event.EventCodec;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The latest state of every switch, in memory. Events that come late change nothing. */
@Component
class KillSwitchBook {

    private final EventCodec codec;
    private final Map<Agent, KillSwitchState> switches = new ConcurrentHashMap<>();

    KillSwitchBook(EventCodec codec) {
        this.codec = codec;
    }

    /** Why an agent is stopped, by the switch of all or by its own. */
    Optional<String> reasonFor(String namespace, UUID agentId) {
        return reason(new Agent(namespace, null)).or(() -> reason(new Agent(namespace, agentId)));
    }

    void learn(ConsumerRecord<String, byte[]> message) {
        KillSwitchState news = codec.decode(message, KillSwitchState.class).state();
        switches.merge(
                new Agent(news.namespace(), news.agentId()),
                news,
                (known, late) -> known.revision() >= late.revision() ? known : late);
    }

    private Optional<String> reason(Agent agent) {
        return Optional.ofNullable(switches.get(agent))
                .filter(KillSwitchState::killed)
                .map(KillSwitchState::reason);
    }

    /**
     * Whom a switch is about.
     *
     * @param id null for all agents of the namespace
     */
    private record Agent(String namespace, @Nullable UUID id) {}
}
