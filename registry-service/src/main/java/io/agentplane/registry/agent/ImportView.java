package io.agentplane.registry.agent;

/**
 * What an import did, or would do.
 *
 * @param dryRun whether it was a trial, which imports nothing
 * @param registered how many agents are new
 * @param existing how many agents are registered already with their name and version; they stay as they are
 */
record ImportView(boolean dryRun, int registered, int existing) {}
