package io.agentplane.policy.audit;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditTopic {

    @Bean
    NewTopic auditEntriesTopic(Topics topics) {
        return topics.ofFacts(AuditEntry.TOPIC);
    }
}
