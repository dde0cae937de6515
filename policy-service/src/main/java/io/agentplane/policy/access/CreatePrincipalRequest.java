package io.agentplane.policy.access;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A new principal of the caller's namespace, without roles yet.
 *
 * @param agentId the agent that it is and may act as; for an AGENT, and for no other
 */
record CreatePrincipalRequest(
        @NotNull @NotBlank @Size(max = 200) @PlainText @Addressable
        String name,

        @NotNull PrincipalKind kind,
        @Nullable UUID agentId) {}
