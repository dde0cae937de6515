package io.agentplane.platform.schema;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a service begins with its schema.
 *
 * @param patience how long a service waits for the database and its migrations before it gives up
 */
@Validated
@ConfigurationProperties("agentplane.schema")
record SchemaSettings(
        @DefaultValue("1m") @NotNull @DurationMin(seconds = 0)
        Duration patience) {}
