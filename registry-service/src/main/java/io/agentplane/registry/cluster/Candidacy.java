package io.agentplane.registry.cluster;

import java.util.UUID;

/** A candidate and what it scores. */
record Candidacy(UUID agentId, Scores scores) {}
