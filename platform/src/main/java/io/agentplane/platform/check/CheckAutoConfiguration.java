package io.agentplane.platform.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;

/** What a service with a database looks at. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties({ClockSettings.class, KafkaClusterSettings.class})
public class CheckAutoConfiguration {

    private static final Duration KAFKA_EVERY = Duration.ofSeconds(20);
    private static final int KAFKA_TIMEOUT_SECONDS = 5;

    @Bean
    OutsideCheck clockHealthIndicator(DataSource database, Clock clock, ClockSettings settings) {
        return new OutsideCheck(
                "clock-check",
                ClockSettings.EVERY,
                new OtherClock("the database", () -> now(database), clock, settings.tolerance()));
    }

    @Bean
    OutsideCheck kafkaClusterHealthIndicator(JdbcClient database, KafkaAdmin kafka, KafkaClusterSettings settings) {
        return new OutsideCheck(
                "kafka-check", KAFKA_EVERY, new KnownKafka(database, () -> cluster(kafka), settings.acceptCluster()));
    }

    private static Instant now(DataSource database) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT clock_timestamp()")) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static String cluster(KafkaAdmin kafka) throws Exception {
        try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
            return admin.describeCluster().clusterId().get(KAFKA_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
