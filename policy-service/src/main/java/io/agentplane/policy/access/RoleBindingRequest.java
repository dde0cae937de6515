package io.agentplane.policy.access;

import io.agentplane.platform.text.SimpleName;
import jakarta.validation.constraints.NotNull;
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

        @SimpleName @Nullable String namespace) {}
