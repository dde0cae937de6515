package io.agentplane.local.process;

import java.util.Optional;

/** Learns of every change of a part; called from several threads. */
@FunctionalInterface
public interface PartListener {

    /** {@code process} is the part's process if it has a running one. */
    void changed(String part, PartState state, Optional<ProcessId> process);
}
