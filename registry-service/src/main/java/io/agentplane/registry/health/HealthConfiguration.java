package io.agentplane.registry.health;

import io.agentplane.platform.signal.SignalledLoop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** What it looks at is in memory. */
    private static final Duration RETURNS_INTERVAL = Duration.ofMillis(200);

    @Bean
    SignalledLoop silenceSweep(SilenceWatch watch, HealthSettings settings) {
        return new SignalledLoop("silence-watch", settings.sweepInterval(), watch::sweep);
    }

    @Bean
    SignalledLoop returnsLoop(Returns returns) {
        return new SignalledLoop("returns", RETURNS_INTERVAL, returns::takeBack);
    }
}
