package io.agentplane.registry.configuration;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Follows the configuration service. */
@Component
class ConfigurationListener {

    private static final String CONFIGURATIONS = "agentplane.config.configurations.v1";

    private final ConfigurationRevisions revisions;
    private final EventCodec codec;

    ConfigurationListener(ConfigurationRevisions revisions, EventCodec codec) {
        this.revisions = revisions;
        this.codec = codec;
    }

    @KafkaListener(topics = CONFIGURATIONS, groupId = "registry-configurations")
    void on(ConsumerRecord<String, byte[]> message) {
        InboundEvent<ConfigurationState> event = codec.decode(message, ConfigurationState.class);
        revisions.keep(event.namespace(), event.state().scope(), event.revision());
    }
}
