package io.agentplane.platform.idempotency;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.retention.Retention;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives every service with a database its idempotency keys. */
@AutoConfiguration(after = {JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class})
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean(JdbcClient.class)
@EnableConfigurationProperties(IdempotencySettings.class)
@EnableScheduling
public class IdempotencyAutoConfiguration {

    @Bean
    Idempotency idempotency(
            JdbcClient jdbc, PlatformTransactionManager transactions, StoredJson json, IdempotencySettings settings) {
        return new Idempotency(jdbc, new TransactionTemplate(transactions), json, settings);
    }

    @Bean
    Retention idempotencyKeyRetention(IdempotencySettings settings, JdbcClient jdbc) {
        return Retention.of("idempotency_key", "created_at", settings.retention(), jdbc);
    }

    @Bean
    WebMvcConfigurer idempotencyKeys() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new IdempotencyKeyArgument());
            }
        };
    }
}
