package io.agentplane.scheduler.fleet;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Follows the registry. */
@Component
class FleetListener {

    private static final String AGENTS = "agentplane.registry.agents.v1";

    private final Fleet fleet;
    private final EventCodec codec;

    FleetListener(Fleet fleet, EventCodec codec) {
        this.fleet = fleet;
        this.codec = codec;
    }

    @KafkaListener(topics = AGENTS, groupId = "scheduler")
    void on(ConsumerRecord<String, byte[]> message) {
        InboundEvent<AgentState> event = codec.decode(message, AgentState.class);
        fleet.keep(event.state(), event.namespace(), event.revision());
    }
}
