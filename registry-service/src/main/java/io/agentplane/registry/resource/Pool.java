package io.agentplane.registry.resource;

import java.util.UUID;

/** Which pool a statement is about. */
record Pool(UUID id, String namespace) {}
