package io.agentplane.gateway.access;

import java.util.Locale;
import java.util.UUID;

/** Brings ids of agents into one spelling: the services take others, in capitals or without leading zeros, for the same. */
public final class AgentIds {

    private AgentIds() {}

    public static String canonical(String agentId) {
        String id = agentId.strip();
        try {
            return id.isEmpty() ? id : UUID.fromString(id).toString();
        } catch (IllegalArgumentException noUuid) {
            return id.toLowerCase(Locale.ROOT);
        }
    }
}
