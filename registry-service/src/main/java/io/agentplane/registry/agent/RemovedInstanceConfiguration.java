package io.agentplane.registry.agent;

import io.agentplane.platform.retention.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class RemovedInstanceConfiguration {

    @Bean
    Retention removedInstanceRetention(JdbcClient jdbc) {
        return Retention.of("removed_instance", "heard_at", RemovedInstanceQueries.MAX_SILENCE, jdbc);
    }
}
