package io.agentplane.policy.killswitch;

import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KillSwitchTopic {

    @Bean
    NewTopic killSwitchesTopic(Topics topics) {
        return topics.ofState(KillSwitchChanged.TOPIC);
    }
}
