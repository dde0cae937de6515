package io.agentplane.platform.event;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How topics are made and how consumers treat what they can't handle.
 *
 * @param partitions how many partitions a new topic gets; a key keeps its order within one
 * @param replicas how many copies of each partition a new topic gets
 * @param factRetention how long topics of facts keep them; topics of state are compacted instead
 * @param attempts how often a message is tried before it goes to the dead-letter topic; only between tries can a consumer
 * find out that it is the database that is away
 * @param firstRetry the pause before the second attempt; it doubles from there
 */
@Validated
@ConfigurationProperties("agentplane.events")
public record EventSettings(
        @DefaultValue("12") @Min(1) int partitions,
        @DefaultValue("1") @Min(1) short replicas,
        @DefaultValue("7d") @NotNull Duration factRetention,
        @DefaultValue("4") @Min(2) int attempts,
        @DefaultValue("200ms") @NotNull Duration firstRetry) {}
