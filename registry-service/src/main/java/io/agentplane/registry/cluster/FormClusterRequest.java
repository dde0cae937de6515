package io.agentplane.registry.cluster;

import io.agentplane.platform.text.PlainText;
import io.agentplane.platform.text.SimpleName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * A cluster to be formed.
 *
 * @param name the cluster's name, which no other cluster of the namespace has
 * @param purpose what the cluster is for, for people; empty when left out
 * @param memberIds the agents in it; none when left out
 * @param leaseDuration how long a leader leads without renewing, as an ISO 8601 duration from {@code PT1S} to
 *     {@code PT1H}; when left out the registry's default holds, which is {@code PT15S} unless it is set otherwise
 */
@Schema(example = """
        {"name": "researchers", "purpose": "Answer long questions together", "memberIds": [], "leaseDuration": "PT15S"}
        """)
record FormClusterRequest(
        @NotNull @SimpleName String name,

        @Size(max = 500) @PlainText @Nullable String purpose,

        @Size(max = ClusterView.MAX_MEMBERS) @Nullable List<@NotNull UUID> memberIds,

        @DurationMin(seconds = 1) @DurationMax(hours = 1) @Nullable
        Duration leaseDuration) {

    FormClusterRequest {
        purpose = purpose == null ? "" : purpose;
        memberIds = memberIds == null ? List.of() : memberIds;
    }
}
