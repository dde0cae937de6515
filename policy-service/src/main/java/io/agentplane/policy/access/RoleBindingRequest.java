package io.agentplane.policy.access;

import io.agentplane.platform.text.SimpleName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role of a principal in a namespace.
 *
 * @param principalId the principal, of whatever namespace
 * @param role the role's name, built in or of the namespace's own
 * @param namespace the namespace in which it holds; that of the call when left out. Another one needs the right
 *     {@code namespaces:any}
 */
@Schema(example = "{\"principalId\": \"01980000-0000-7000-8000-000000000001\", \"role\": \"SERVICE_ACCOUNT\"}")
record RoleBindingRequest(
        @NotNull UUID principalId,
        @RoleName String role,

        @SimpleName @Nullable String namespace) {}
