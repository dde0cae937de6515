package io.agentplane.policy.permission;

import io.agentplane.policy.engine.AgentPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** All that an agent may do from now on; an empty list is nothing at all. */
record WriteAgentPermissionsRequest(
        @NotNull @Size(max = 1000) List<@NotNull @Valid Pair> permissions) {

    List<AgentPermission> pairs() {
        return permissions.stream()
                .map(pair -> new AgentPermission(pair.action(), pair.resource()))
                .distinct()
                .toList();
    }

    /** Each {@code *} stands for any characters, or none. */
    record Pair(
            @NotBlank @Size(max = 200) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE)
            String action,

            @NotBlank @Size(max = 1000) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE)
            String resource) {

        private static final String PRINTABLE = "[^\\p{Cntrl}]*";
        private static final String PRINTABLE_RULE = "must have no control characters";
    }
}
