package io.agentplane.gateway.access;

import java.util.Set;

/** What a principal holds in one namespace, and what it may do there by that. */
public record Rights(String namespace, Set<String> roles, Set<String> permissions) {}
