package io.agentplane.registry.agent;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface AgentRepository extends Repository<Agent, UUID> {

    /** Flushes, so that the recorded events carry the new revision. */
    Agent saveAndFlush(Agent agent);

    Optional<Agent> findById(UUID id);

    /** Nobody changes these agents until the end of the transaction. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    List<Agent> findByIdInOrderById(Collection<UUID> ids);

    List<Agent> findAllByIdIn(Collection<UUID> ids);

    @Query("""
            SELECT agent FROM Agent agent
            WHERE agent.name = :name AND agent.version = :version AND agent.status <> DECOMMISSIONED
            """)
    Optional<Agent> findLiving(String name, String version);

    @Query("SELECT agent FROM Agent agent WHERE agent.id > :id AND agent.status <> DECOMMISSIONED ORDER BY agent.id")
    List<Agent> findLivingAfter(UUID id, Limit limit);

    /** Whoever changes an agent waits for who is changing it, so that each sees what the other left. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT agent FROM Agent agent WHERE agent.id = :id")
    Optional<Agent> findToChange(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query(
            "SELECT agent FROM Agent agent WHERE agent.name = :name AND agent.status <> DECOMMISSIONED ORDER BY agent.id")
    List<Agent> findNameToChange(String name);
}
