package io.agentplane.policy.access;

import static org.hibernate.jpa.HibernateHints.HINT_FETCH_SIZE;

import jakarta.persistence.QueryHint;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

interface PrincipalRepository extends Repository<Principal, UUID> {

    /** Flushes, so that the recorded events carry the new revision. */
    Principal saveAndFlush(Principal principal);

    void delete(Principal principal);

    Optional<Principal> findById(UUID id);

    List<Principal> findByAgentId(UUID agentId);

    @QueryHints(@QueryHint(name = HINT_FETCH_SIZE, value = "32"))
    Stream<Principal> findByIdGreaterThanOrderById(UUID id, Limit limit);
}
