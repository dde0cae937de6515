package io.agentplane.platform.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a service with a database looks at. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(ClockSettings.class)
public class CheckAutoConfiguration {

    @Bean
    OutsideCheck clockHealthIndicator(DataSource database, Clock clock, ClockSettings settings) {
        return new OutsideCheck(
                "clock-check",
                ClockSettings.EVERY,
                new OtherClock("the database", () -> now(database), clock, settings.tolerance()));
    }

    @Bean
    ClusterMemory clusterMemory(JdbcClient database) {
        return new ClusterInSchema(database);
    }

    private static Instant now(DataSource database) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT clock_timestamp()")) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
