package io.agentplane.scheduler.task;

import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.retention.Retention;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TaskConfiguration {

    @Bean
    Retention taskRetention(TaskSettings settings, Idempotency idempotency, EndedTaskQueries queries) {
        Duration answers = idempotency.retention();
        Duration age = settings.retention().compareTo(answers) < 0 ? answers : settings.retention();
        return new Retention("task", age, queries::remove);
    }
}
