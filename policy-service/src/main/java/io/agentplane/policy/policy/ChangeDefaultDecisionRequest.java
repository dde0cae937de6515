package io.agentplane.policy.policy;

import jakarta.validation.constraints.NotNull;

record ChangeDefaultDecisionRequest(@NotNull DefaultDecision decision) {}
