package io.agentplane.registry.cluster;

import io.agentplane.platform.text.PlainText;
import io.agentplane.platform.text.SimpleName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** Agents to be grouped. What is left out takes the default of the component. */
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
