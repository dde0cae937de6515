package io.agentplane.platform.signal;

import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Gives every service with a database its signals. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnClass(PGConnection.class)
@ConditionalOnBean(DataSource.class)
public class SignalAutoConfiguration {

    @Bean
    DatabaseSignals databaseSignals(DataSource database) {
        return new DatabaseSignals(database);
    }
}
