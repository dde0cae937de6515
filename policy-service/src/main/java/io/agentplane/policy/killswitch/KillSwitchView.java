package io.agentplane.policy.killswitch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kill switch.
 *
 * @param namespace the namespace in which it holds
 * @param agentId the agent that is stopped; absent when all of the namespace are
 * @param killed {@code true} while the agents are stopped, {@code false} once released
 * @param reason why they are stopped, for everyone who is refused
 * @param by the name of who changed it last
 * @param at when it was changed last
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
