package io.agentplane.policy.engine;

/**
 * A policy that matched without deciding.
 *
 * @param policyId the policy's id
 * @param action what the policy wants done with what it matches; {@code LOG_ONLY} wants nothing but this entry
 * @param mode {@code SHADOW} for a policy that is on trial, else {@code ENFORCE}
 */
public record LoggedMatch(String policyId, PolicyAction action, PolicyMode mode) {}
