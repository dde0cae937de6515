package io.agentplane.policy.decision;

import io.agentplane.platform.retention.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DecisionConfiguration {

    @Bean
    Retention decisionRetention(DecisionSettings settings, JdbcClient jdbc) {
        return Retention.of("decision", "at", settings.retention(), jdbc);
    }
}
