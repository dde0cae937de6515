package io.agentplane.policy.approval;

import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ApprovalTopic {

    @Bean
    NewTopic approvalsTopic(Topics topics) {
        return topics.ofFacts(ApprovalEvent.TOPIC);
    }
}
