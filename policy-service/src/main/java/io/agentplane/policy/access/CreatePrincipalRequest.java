package io.agentplane.policy.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A new principal of the caller's namespace, without roles yet. */
record CreatePrincipalRequest(
        @NotNull
        @NotBlank
        @Size(max = 200)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must have no control characters")
        String name,

        @NotNull PrincipalKind kind) {}
