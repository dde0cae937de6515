package io.agentplane.policy.access;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ApiKeyRepository extends Repository<ApiKey, UUID> {

    /** Flushes, so that the recorded events carry the new revision. */
    ApiKey saveAndFlush(ApiKey key);

    Optional<ApiKey> findById(UUID id);

    List<ApiKey> findByPrincipalId(UUID principalId);

    List<ApiKey> findByIdInOrderById(Collection<UUID> ids);
}
