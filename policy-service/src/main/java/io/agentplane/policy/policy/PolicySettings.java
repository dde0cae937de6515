package io.agentplane.policy.policy;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many policies there may be, and what compiling and trying those that are sent may take.
 *
 * @param maxPerNamespace policies of one namespace, switched off ones included; those above it that exist stay
 * @param compiledAtOnce requests whose policies are compiled or tried at the same time in this replica
 * @param compileWaiting requests that may wait until theirs are compiled
 * @param compileTimeLimit how long compiling or trying all policies of one request may take
 */
@Validated
@ConfigurationProperties("agentplane.policy.policies")
record PolicySettings(
        @DefaultValue("10000") @Min(1) int maxPerNamespace,
        @DefaultValue("2") @Min(1) int compiledAtOnce,
        @DefaultValue("30") @Min(0) int compileWaiting,
        @DefaultValue("10s") @NotNull Duration compileTimeLimit) {}
