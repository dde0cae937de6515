package io.agentplane.policy.decision;

import io.agentplane.platform.event.Topics;
import io.agentplane.policy.evaluation.DecisionMade;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DecisionTopic {

    @Bean
    NewTopic decisionsTopic(Topics topics) {
        return topics.ofFacts(DecisionMade.TOPIC);
    }
}
