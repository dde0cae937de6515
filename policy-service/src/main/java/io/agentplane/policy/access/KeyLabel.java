package io.agentplane.policy.access;

import org.jspecify.annotations.Nullable;

/** What people call a key. */
record KeyLabel(@Nullable String name, @Nullable String description) {}
