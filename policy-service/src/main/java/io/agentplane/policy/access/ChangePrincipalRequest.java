package io.agentplane.policy.access;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/**
 * Whether a principal is let in.
 *
 * @param enabled {@code false} keeps it out, whatever its roles and keys
 */
@Schema(example = "{\"enabled\": false}")
record ChangePrincipalRequest(@NotNull Boolean enabled) {}
