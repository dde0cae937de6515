package io.agentplane.config.configuration;

import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConfigurationTopic {

    @Bean
    NewTopic configurationsTopic(Topics topics) {
        return topics.ofState(ConfigurationChanged.TOPIC);
    }
}
