package io.agentplane.gateway.killswitch;

import io.agentplane.platform.event.StateReplay;
import io.agentplane.platform.event.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class KillSwitchConfiguration {

    private static final String TOPIC = "agentplane.policy.kill-switches.v1";

    @Bean
    NewTopic killSwitchesTopic(Topics topics) {
        return topics.ofState(TOPIC);
    }

    @Bean
    StateReplay killSwitchReplay(
            NewTopic killSwitchesTopic,
            KafkaAdmin admin,
            ConsumerFactory<String, byte[]> consumers,
            KillSwitchBook book) {
        return new StateReplay(killSwitchesTopic, admin, consumers, book::learn);
    }

    /** Down until all switches are known; afterwards up, and degraded while no news can come. */
    @Bean
    HealthIndicator killSwitchHealthIndicator(StateReplay killSwitchReplay) {
        return () -> (killSwitchReplay.isCaughtUp() ? Health.up() : Health.down())
                .withDetail("degraded", !killSwitchReplay.isConnected())
                .build();
    }

    @Bean
    MeterBinder killSwitchMetrics(KillSwitchBook book) {
        return registry -> Gauge.builder("agentplane.killswitch.active", book, KillSwitchBook::active)
                .description("Kill switches that are thrown, as this gateway knows them")
                .register(registry);
    }
}
