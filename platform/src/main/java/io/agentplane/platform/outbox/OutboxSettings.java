package io.agentplane.platform.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the relay works.
 *
 * @param batchSize events read, sent and deleted together
 * @param pollInterval how often the relay looks without being woken
 * @param electionInterval how often the other replicas try to become the relay, and the pause after a failure
 * @param stopTimeout how long an orderly stop waits for the batch in hand
 * @param deadRetention how long events that Kafka will never take are kept for people to look at
 */
@Validated
@ConfigurationProperties("agentplane.outbox")
record OutboxSettings(
        @DefaultValue("1000") @Min(1) @Max(10_000) int batchSize,
        @DefaultValue("500ms") @NotNull Duration pollInterval,
        @DefaultValue("1s") @NotNull Duration electionInterval,
        @DefaultValue("5s") @NotNull Duration stopTimeout,
        @DefaultValue("90d") @NotNull Duration deadRetention) {}
