package io.agentplane.scheduler.assignment;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An active agent that tasks can be given to.
 *
 * @param load tasks it holds, taken or not
 * @param performance its success rate, 0 to 1; 1 for an agent that has not finished anything yet
 * @param idleSince grows with each assignment to any agent; the least has waited longest for one
 */
record Candidate(
        UUID id,
        String name,
        String namespace,
        @Nullable String specialization,
        Set<String> capabilities,
        int maxConcurrency,
        int load,
        double performance,
        long idleSince) {

    boolean hasRoom() {
        return load < maxConcurrency;
    }

    boolean isAbleTo(Need need) {
        return namespace.equals(need.namespace()) && capabilities.containsAll(need.capabilities());
    }

    Candidate withOneMore(long assignment) {
        return new Candidate(
                id, name, namespace, specialization, capabilities, maxConcurrency, load + 1, performance, assignment);
    }
}
