package io.agentplane.registry.agent;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface AgentRepository extends Repository<Agent, UUID> {

    /** Flushes, so that the recorded events carry the new revision. */
    Agent saveAndFlush(Agent agent);

    Optional<Agent> findById(UUID id);
}
