package io.agentplane.gateway.access;

import io.agentplane.policy.engine.CanonicalId;
import java.util.Locale;

/** Brings ids of agents into one spelling; where policies make no difference, kill switches and permissions make none. */
public final class AgentIds {

    private AgentIds() {}

    public static String canonical(String agentId) {
        return CanonicalId.of(agentId.strip()).toLowerCase(Locale.ROOT);
    }
}
