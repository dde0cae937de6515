package io.agentplane.local.process;

import java.util.Set;

/**
 * One part of the cluster as data: what must be ready before it, what prepares it and tells its command line, how it is
 * asked to end, and how to learn that it is ready.
 */
public record Part(
        String name, Set<String> startsAfter, Preparation preparation, StopSignal stopSignal, HealthCheck health) {

    public Part {
        startsAfter = Set.copyOf(startsAfter);
    }
}
