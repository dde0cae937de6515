package io.agentplane.registry.work;

import io.agentplane.platform.retention.Retention;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class WorkConfiguration {

    private static final Duration MARGIN = Duration.ofMinutes(1);

    /**
     * What finished tasks have added to the figures stays. They go somewhat later than repeats of their events begin to be
     * passed over, so that none of them finds its task gone and counts again.
     */
    @Bean
    Retention finishedTaskRetention(WorkSettings settings, JdbcClient jdbc) {
        return Retention.of(
                "agent_task",
                "changed_at",
                settings.kept().plus(MARGIN),
                "status IN ('COMPLETED', 'FAILED', 'CANCELLED', 'DEAD')",
                jdbc);
    }
}
