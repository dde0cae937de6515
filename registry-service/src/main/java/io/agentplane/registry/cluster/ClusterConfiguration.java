package io.agentplane.registry.cluster;

import io.agentplane.platform.event.Topics;
import io.agentplane.platform.signal.SignalledLoop;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

    @Bean
    NewTopic clustersTopic(Topics topics) {
        return topics.ofState(ClusterEvent.TOPIC);
    }

    @Bean
    SignalledLoop elections(Leadership leadership, ClusterSettings settings) {
        return new SignalledLoop("elections", settings.electionInterval(), leadership::replaceLost);
    }
}
