package io.agentplane.policy.access;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** That a principal of the caller's namespace has a role there. */
record RoleBindingRequest(
        @NotNull UUID principalId, @NotNull Role role) {}
