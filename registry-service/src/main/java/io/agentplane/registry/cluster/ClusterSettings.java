package io.agentplane.registry.cluster;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How clusters are led.
 *
 * @param leaseDuration how long a leader leads without renewing, where a cluster says nothing else
 * @param electionInterval how often leases that ran out are looked for
 * @param candidatePause when a cluster that had no candidate is looked at again, should none of its members become active
 *     before
 * @param leasesKept how many leases of a cluster are remembered
 */
@Validated
@ConfigurationProperties("agentplane.registry.cluster")
record ClusterSettings(
        @DefaultValue("15s") @NotNull Duration leaseDuration,
        @DefaultValue("500ms") @NotNull Duration electionInterval,
        @DefaultValue("30s") @NotNull Duration candidatePause,
        @DefaultValue("1000") @Min(1) int leasesKept) {}
