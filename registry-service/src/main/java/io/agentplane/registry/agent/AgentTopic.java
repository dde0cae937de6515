package io.agentplane.registry.agent;

import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AgentTopic {

    @Bean
    NewTopic agentsTopic(Topics topics) {
        return topics.ofState(AgentEvent.TOPIC);
    }
}
