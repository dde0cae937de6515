package io.agentplane.platform.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How rows that are too old are removed. How long they are kept is a setting of each feature.
 *
 * @param interval how long after the end of a run the next one of the same rule comes, on whichever replica
 * @param firstDelay how long after its first start ever a rule's first run comes
 * @param pollInterval how often each replica looks whether a run is due
 * @param batchSize rows removed in one transaction
 * @param pause how long to rest between two batches, so that others can use the database
 * @param statementTimeout how long one statement may take before the database ends it
 */
@Validated
@ConfigurationProperties("agentplane.retention")
record RetentionSettings(
        @DefaultValue("10m") @NotNull @DurationMin(millis = 1)
        Duration interval,

        @DefaultValue("1m") @NotNull Duration firstDelay,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration pollInterval,

        @DefaultValue("1000") @Min(1) @Max(10_000) int batchSize,
        @DefaultValue("50ms") @NotNull Duration pause,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration statementTimeout) {}
