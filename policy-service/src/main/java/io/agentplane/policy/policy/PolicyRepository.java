package io.agentplane.policy.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface PolicyRepository extends Repository<StoredPolicy, UUID> {

    /** Flushes, so that the recorded events carry the new revision. */
    StoredPolicy saveAndFlush(StoredPolicy policy);

    void delete(StoredPolicy policy);

    Optional<StoredPolicy> findById(UUID id);

    List<StoredPolicy> findByIdInOrderById(Collection<UUID> ids);
}
