package io.agentplane.gateway.killswitch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A switch, as the policy service published it last.
 *
 * @param agentId absent when it is about all agents of the namespace
 */
record KillSwitch(String namespace, @Nullable String agentId, boolean killed, String reason, long revision) {

    KillSwitch {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(reason, "reason");
    }
}
