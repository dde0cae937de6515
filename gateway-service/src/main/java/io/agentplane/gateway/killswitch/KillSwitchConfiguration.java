package io.agentplane.gateway.killswitch;

import io.agentplane.platform.event.StateReplay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

@Configuration(proxyBeanMethods = false)
class KillSwitchConfiguration {

    private static final String TOPIC = "agentplane.policy.kill-switches.v1";

    @Bean
    StateReplay killSwitchReplay(ConsumerFactory<String, byte[]> consumers, KillSwitchBook book) {
        return new StateReplay(TOPIC, consumers, book::learn);
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
