package io.agentplane.policy.access;

import jakarta.validation.constraints.NotNull;

/**
 * What of a principal can change by itself.
 *
 * @param enabled a disabled principal is let in nowhere, whatever its roles and keys
 */
record ChangePrincipalRequest(@NotNull Boolean enabled) {}
