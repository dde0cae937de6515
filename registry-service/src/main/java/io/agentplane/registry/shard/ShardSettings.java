package io.agentplane.registry.shard;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How shards are held.
 *
 * @param lease how long a replica that doesn't renew its lease keeps its shards
 * @param renewInterval how often a replica renews its lease; well below the lease
 * @param capacity how many agents of one namespace a shard is meant for; 64 times that is what a namespace is meant for
 */
@Validated
@ConfigurationProperties("agentplane.registry.shard")
record ShardSettings(
        @DefaultValue("10s") @NotNull @DurationMin(millis = 100)
        Duration lease,

        @DefaultValue("3s") @NotNull @DurationMin(millis = 10)
        Duration renewInterval,

        @DefaultValue("2000") @Min(1) int capacity) {}
