package io.agentplane.registry.cluster;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** A leader's word that it is still there. */
record RenewLeaseRequest(@NotNull UUID agentId, @NotNull Long term) {}
