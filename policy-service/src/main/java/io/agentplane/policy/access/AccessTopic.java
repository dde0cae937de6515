package io.agentplane.policy.access;

import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessTopic {

    @Bean
    NewTopic rightsTopic(Topics topics) {
        return topics.ofState(AccessEvent.TOPIC);
    }

    @Bean
    NewTopic keyUsesTopic(Topics topics) {
        return topics.ofFacts(KeyUseListener.TOPIC);
    }
}
