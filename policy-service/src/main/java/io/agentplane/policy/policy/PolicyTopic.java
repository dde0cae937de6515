package io.agentplane.policy.policy;

import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyTopic {

    @Bean
    NewTopic policiesTopic(Topics topics) {
        return topics.ofState(PolicyEvent.TOPIC);
    }
}
