package io.agentplane.policy.engine;

/** A policy that matched without deciding: its action is LOG_ONLY, or it is on trial in SHADOW mode. */
public record LoggedMatch(String policyId, PolicyAction action, PolicyMode mode) {}
