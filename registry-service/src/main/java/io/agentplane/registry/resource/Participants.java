package io.agentplane.registry.resource;

import io.agentplane.registry.agent.AgentRegistry;
import io.agentplane.registry.agent.AgentStatus;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may take part in pools. An agent that comes and the same agent that leaves wait for each other, so that nothing of
 * an agent that has left can slip in behind its departure.
 */
@Component
class Participants {

    private final AgentRegistry agents;
    private final JdbcClient jdbc;

    Participants(AgentRegistry agents, JdbcClient jdbc) {
        this.agents = agents;
        this.jdbc = jdbc;
    }

    /** Lets an agent of the present namespace in; till the end of the transaction it can't leave. */
    void admit(UUID agentId) {
        lock("pg_advisory_xact_lock_shared", agentId);
        AgentStatus status = agents.get(agentId).status();
        if (hasLeft(status)) {
            throw ResourceProblem.AGENT_OUT_OF_WORK
                    .because("An inactive or decommissioned agent cannot take part in resource pools")
                    .with("agentStatus", status);
        }
    }

    /** Waits for those that are letting the agent in; from now on nobody does. */
    void lockOut(UUID agentId) {
        lock("pg_advisory_xact_lock", agentId);
    }

    static boolean hasLeft(AgentStatus status) {
        return switch (status) {
            case REGISTERED, ACTIVE, DEGRADED -> false;
            case INACTIVE, DECOMMISSIONED -> true;
        };
    }

    private void lock(String how, UUID agentId) {
        jdbc.sql("SELECT " + how + "(hashtext('resource-agent.' || current_schema()), hashtext(:agent))")
                .param("agent", agentId.toString())
                .query((row, number) -> true)
                .single();
    }
}
