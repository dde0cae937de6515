package io.agentplane.gateway.decision;

import io.agentplane.gateway.spool.SpoolLimits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How decisions are made here, and how they wait for Kafka.
 *
 * @param folder where decisions wait on disk; it has to outlive the process. Replicas may share it: each takes a folder of its own in it
 * @param maxSpool what may wait on disk; above it denials are answered 503 and no allowance is recorded
 * @param segment the size of one file, which is deleted when all of it has been sent
 * @param maxQueued decisions that may wait in memory to be written
 * @param keepTimeout the longest time that a denial waits to be on disk
 * @param approvalTimeout the longest time to wait for the policy service, where a person has to agree; longer than that
 * service takes at most
 * @param maxApprovals questions that may wait for the policy service at the same time
 */
@Validated
@ConfigurationProperties("agentplane.gateway.decision")
record DecisionSettings(
        @DefaultValue("decision-spool") @NotNull Path folder,
        @DefaultValue("256MB") @NotNull DataSize maxSpool,
        @DefaultValue("1MB") @NotNull DataSize segment,
        @DefaultValue("50000") @Min(2) int maxQueued,
        @DefaultValue("2s") @NotNull Duration keepTimeout,
        @DefaultValue("10s") @NotNull Duration approvalTimeout,
        @DefaultValue("256") @Min(1) int maxApprovals) {

    SpoolLimits limits() {
        return new SpoolLimits(folder, maxSpool, segment, maxQueued);
    }
}
