package io.agentplane.policy.approval;

import io.agentplane.platform.retention.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ApprovalConfiguration {

    @Bean
    Retention approvalRetention(ApprovalSettings settings, JdbcClient jdbc) {
        return Retention.of("approval", "opened_at", settings.retention(), "status <> 'PENDING'", jdbc);
    }
}
