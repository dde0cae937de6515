package io.agentplane.platform.observability;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;

/** Gives every service its clock, and names the service in every metric. */
@AutoConfiguration
@EnableConfigurationProperties(LogSettings.class)
public class ObservabilityAutoConfiguration {

    /** As fine as the database keeps time, so that an answer shows what is kept. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }

    /** For whoever writes by Logback, as Boot's services do. */
    @Bean
    InitializingBean boundedLog(LogSettings settings) {
        return () -> {
            if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
                RepeatedLines.bound(logback, settings.alikePerMinute(), System::nanoTime);
            }
        };
    }

    @Bean
    MeterRegistryCustomizer<MeterRegistry> serviceTag(@Value("${spring.application.name}") String service) {
        return registry -> registry.config().commonTags("service", service);
    }
}
