package io.agentplane.registry.cluster;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** Agents to be grouped. What is left out takes the default of the component. */
record FormClusterRequest(
        @NotNull
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}",
                message = "must be 1 to 100 letters, digits, dots, underscores or dashes")
        String name,

        @Size(max = 500) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must have no control characters") @Nullable
        String purpose,

        @Size(max = ClusterView.MOST_MEMBERS) @Nullable List<@NotNull UUID> memberIds,

        @DurationMin(seconds = 1) @DurationMax(hours = 1) @Nullable
        Duration leaseDuration) {

    FormClusterRequest {
        purpose = purpose == null ? "" : purpose;
        memberIds = memberIds == null ? List.of() : memberIds;
    }
}
