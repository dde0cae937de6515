package io.agentplane.config.prompt;

import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PromptTopic {

    @Bean
    NewTopic promptsTopic(Topics topics) {
        return topics.ofState(PromptEvent.TOPIC);
    }
}
