package io.agentplane.policy.killswitch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kill switch, as it is or as it was when released.
 *
 * @param agentId the agent that is stopped; absent when all of the namespace are
 * @param killed false once released
 * @param reason why it was thrown, for everyone who is refused
 * @param by the name of who changed it last
 * @param revision counts the changes of this switch, from 1
 */
public record KillSwitchView(
        String namespace,
        @Nullable String agentId,
        boolean killed,
        String reason,
        String by,
        Instant at,
        long revision) {}
