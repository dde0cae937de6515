package io.agentplane.platform.schema;

import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Lets everything that uses the database wait for the migrations. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(SchemaSettings.class)
public class SchemaAutoConfiguration {

    @Bean
    @Profile("!training")
    LaidOutSchema laidOutSchema(DataSource database, ResourcePatternResolver files, SchemaSettings settings)
            throws IOException {
        return new LaidOutSchema(database, SchemaVersions.of(files), settings.patience());
    }
}
