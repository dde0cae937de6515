package io.agentplane.registry.agent;

/**
 * What an import did, or would do.
 *
 * @param registered agents that are new
 * @param existing agents whose name and version are registered already; they stay as they are
 */
record ImportView(boolean dryRun, int registered, int existing) {}
