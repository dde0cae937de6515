package io.agentplane.policy.policy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it might be.
 *
 * @param id the policy that it would replace; left out for a new one
 * @param policy the whole policy
 */
public record DraftPolicy(@Nullable UUID id, @NotNull @Valid WritePolicyRequest policy) {}
