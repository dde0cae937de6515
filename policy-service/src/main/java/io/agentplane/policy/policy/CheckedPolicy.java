package io.agentplane.policy.policy;

/**
 * A policy that compiles and does what its tests say, and so may be stored.
 *
 * @param compiled keeps what was compiled until the policy is in force, so that it isn't compiled again
 */
record CheckedPolicy(WritePolicyRequest request, PolicyTestRun compiled) {}
