package io.agentplane.gateway.audit;

import io.agentplane.gateway.spool.SpoolLimits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How audit entries wait for Kafka.
 *
 * @param folder where entries are on disk; it has to outlive the process. Replicas may share it: each takes a folder of its own in it
 * @param maxSpool what may wait on disk; above it sensitive calls are refused
 * @param segment the size of one file, which is deleted when all of it has been sent
 * @param maxQueued entries that may wait in memory to be written
 */
@Validated
@ConfigurationProperties("agentplane.gateway.audit")
record AuditSettings(
        @DefaultValue("audit-spool") @NotNull Path folder,
        @DefaultValue("256MB") @NotNull DataSize maxSpool,
        @DefaultValue("1MB") @NotNull DataSize segment,
        @DefaultValue("20000") @Min(4) int maxQueued) {

    SpoolLimits limits() {
        return new SpoolLimits(folder, maxSpool, segment, maxQueued);
    }
}
