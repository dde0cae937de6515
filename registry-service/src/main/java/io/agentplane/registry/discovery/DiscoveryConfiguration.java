package io.agentplane.registry.discovery;

import io.agentplane.platform.signal.SignalledLoop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DiscoveryConfiguration {

    /** Only replicas of an earlier release leave anything to do. */
    private static final Duration CATCH_UP_INTERVAL = Duration.ofMinutes(1);

    @Bean
    SignalledLoop words(WordIndex index) {
        return new SignalledLoop("words", CATCH_UP_INTERVAL, index::catchUp);
    }
}
