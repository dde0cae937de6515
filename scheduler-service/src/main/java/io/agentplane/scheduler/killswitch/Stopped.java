package io.agentplane.scheduler.killswitch;

import java.util.List;
import java.util.UUID;

/**
 * Who may do nothing at present.
 *
 * @param namespaces all of whose agents are stopped
 * @param agents that are stopped by a switch of their own
 */
public record Stopped(List<String> namespaces, List<Agent> agents) {

    /** An agent as a switch names it; a switch of another namespace is none of its own. */
    public record Agent(String namespace, UUID id) {}
}
