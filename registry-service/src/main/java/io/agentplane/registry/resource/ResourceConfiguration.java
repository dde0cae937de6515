package io.agentplane.registry.resource;

import io.agentplane.platform.event.Topics;
import io.agentplane.platform.signal.SignalledLoop;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ResourceConfiguration {

    @Bean
    NewTopic resourcePoolsTopic(Topics topics) {
        return topics.ofState(ResourcePoolChanged.TOPIC);
    }

    @Bean
    SignalledLoop resourceExpiry(Allocations allocations, ResourceSettings settings) {
        return new SignalledLoop("resource-expiry", settings.expiryInterval(), allocations::releaseLapsed);
    }
}
