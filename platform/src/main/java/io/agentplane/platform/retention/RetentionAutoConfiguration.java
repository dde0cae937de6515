package io.agentplane.platform.retention;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives every service with a database the removal of its old rows. */
@AutoConfiguration(after = {JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class})
@ConditionalOnClass({JdbcClient.class, Scheduler.class})
@ConditionalOnBean(JdbcClient.class)
@EnableConfigurationProperties(RetentionSettings.class)
public class RetentionAutoConfiguration {

    @Bean
    RetentionRuns retentionRuns(
            ObjectProvider<Retention> retentions,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            RetentionSettings settings,
            MeterRegistry registry,
            Clock clock) {
        List<Retention> rules = retentions.stream().toList();
        return new RetentionRuns(
                rules,
                jdbc,
                new TransactionTemplate(transactions),
                settings,
                new RetentionMetrics(rules, registry, clock));
    }

    @Bean
    RetentionSchedule retentionSchedule(
            DataSource database, RetentionRuns runs, RetentionSettings settings, Clock clock) {
        return new RetentionSchedule(database, runs, settings, clock);
    }
}
