package io.agentplane.scheduler.execution;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How leases and retries go.
 *
 * @param lease how long a claim holds when the agent names no time
 * @param claimTimeout how long a silent agent may leave a task untaken
 * @param firstBackoff the pause before the first retry; it doubles from there
 * @param longestBackoff the pause between two attempts at most
 * @param sweepInterval how often lost leases, due retries, passed deadlines and tasks of agents that have left are looked for
 */
@Validated
@ConfigurationProperties("agentplane.scheduler.execution")
record ExecutionSettings(
        @DefaultValue("30s") @NotNull Duration lease,
        @DefaultValue("20s") @NotNull Duration claimTimeout,
        @DefaultValue("2s") @NotNull Duration firstBackoff,
        @DefaultValue("10m") @NotNull Duration longestBackoff,
        @DefaultValue("500ms") @NotNull Duration sweepInterval) {}
