package io.agentplane.registry.agent;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface AgentRepository extends Repository<Agent, UUID> {

    /** Flushes, so that the recorded events carry the new revision. */
    Agent saveAndFlush(Agent agent);

    Optional<Agent> findById(UUID id);

    List<Agent> findByIdIn(Collection<UUID> ids);

    /** Nobody changes these agents until the end of the transaction. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    List<Agent> findByIdInOrderById(Collection<UUID> ids);
}
