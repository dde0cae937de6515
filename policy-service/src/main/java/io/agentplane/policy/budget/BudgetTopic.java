package io.agentplane.policy.budget;

import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BudgetTopic {

    @Bean
    NewTopic budgetsTopic(Topics topics) {
        return topics.ofState(BudgetEvent.TOPIC);
    }
}
