package io.agentplane.policy.access;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Learns from the gateways when keys were used last. One namespace's uses come in one order, so no two replicas fight. */
@Component
class KeyUseListener {

    static final String TOPIC = "agentplane.gateway.key-uses.v1";

    private final AccessQueries queries;
    private final EventCodec codec;

    KeyUseListener(AccessQueries queries, EventCodec codec) {
        this.queries = queries;
        this.codec = codec;
    }

    @KafkaListener(topics = TOPIC, groupId = "policy-key-uses", properties = "metadata.max.age.ms=10000")
    void on(ConsumerRecord<String, byte[]> message) {
        InboundEvent<KeyUses> event = codec.decode(message, KeyUses.class);
        queries.noteUses(event.namespace(), event.state().uses());
    }
}
