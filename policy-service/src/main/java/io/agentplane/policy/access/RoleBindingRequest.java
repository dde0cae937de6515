package io.agentplane.policy.access;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a principal has a role in a namespace.
 *
 * @param principalId of any namespace
 * @param namespace the caller's when absent; only who may name any can name another
 */
record RoleBindingRequest(
        @NotNull UUID principalId,
        @RoleName String role,

        @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}", message = "must name a namespace") @Nullable
        String namespace) {}
