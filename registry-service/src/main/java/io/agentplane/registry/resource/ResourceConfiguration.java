package io.agentplane.registry.resource;

import io.agentplane.platform.event.Topics;
import io.agentplane.platform.retention.Retention;
import io.agentplane.platform.signal.SignalledLoop;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ResourceConfiguration {

    @Bean
    NewTopic resourcePoolsTopic(Topics topics) {
        return topics.ofState(ResourcePoolChanged.TOPIC);
    }

    @Bean
    SignalledLoop resourceExpiry(Allocations allocations, ResourceSettings settings) {
        return new SignalledLoop("resource-expiry", settings.expiryInterval(), allocations::releaseLapsed);
    }

    @Bean
    Retention ledgerRetention(ResourceSettings settings, LedgerQueries queries) {
        return new Retention("resource_ledger", settings.retention(), queries::remove);
    }

    /** By then nobody has an ETag any more that another contribution could get again. */
    @Bean
    Retention pastContributionRetention(ResourceSettings settings, JdbcClient jdbc) {
        return Retention.of("resource_contribution_past", "removed_at", settings.retention(), jdbc);
    }
}
