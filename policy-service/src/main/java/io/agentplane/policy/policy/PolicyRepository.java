package io.agentplane.policy.policy;

import static org.hibernate.jpa.HibernateHints.HINT_FETCH_SIZE;

import jakarta.persistence.QueryHint;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

interface PolicyRepository extends Repository<StoredPolicy, UUID> {

    /** Flushes, so that the recorded events carry the new revision. */
    StoredPolicy saveAndFlush(StoredPolicy policy);

    void delete(StoredPolicy policy);

    Optional<StoredPolicy> findById(UUID id);

    @QueryHints(@QueryHint(name = HINT_FETCH_SIZE, value = "8"))
    Stream<StoredPolicy> findByIdGreaterThanOrderById(UUID id, Limit limit);
}
