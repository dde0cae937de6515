package io.agentplane.local;

import io.agentplane.local.process.Background;
import io.agentplane.local.process.Part;
import io.agentplane.local.state.Ports;
import java.util.List;
import java.util.Set;

/** What a cluster consists of. */
public interface Blueprint {

    /** The names of all listeners, except the fixed ones. */
    Set<String> listeners();

    /** Has no effect but to describe; the commands that meet a running cluster ask too. */
    List<Part> parts(Ports ports);

    /** Begins what may be done for the next start while the cluster runs. */
    default Background prepareNextStart(Ports ports) {
        return () -> {};
    }

    /** Fails with a sentence if something that a start needs is missing. */
    default void check() {}
}
