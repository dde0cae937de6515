package io.agentplane.scheduler.killswitch;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A switch, as the policy service published it last.
 *
 * @param agentId absent when it is about all agents of the namespace
 */
record KillSwitchState(String namespace, @Nullable UUID agentId, boolean killed, String reason, long revision) {

    KillSwitchState {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(reason, "reason");
    }
}
