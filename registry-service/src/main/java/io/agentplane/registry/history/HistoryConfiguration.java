package io.agentplane.registry.history;

import io.agentplane.platform.feed.ChangeFeed;
import io.agentplane.platform.retention.Retention;
import io.agentplane.platform.signal.DatabaseSignals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    @Bean
    ChangeFeed agentChanges(HistoryQueries queries, DatabaseSignals signals) {
        return new ChangeFeed("agent-changes", queries, signals, AgentHistory.SIGNAL);
    }

    @Bean
    Retention agentEventRetention(HistorySettings settings, HistoryQueries queries) {
        return new Retention("agent_event", settings.retention(), queries::remove);
    }
}
