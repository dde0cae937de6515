package io.agentplane.policy.policy;

/** A policy that compiles and does what its tests say, and so may be stored. */
record CheckedPolicy(WritePolicyRequest request) {}
