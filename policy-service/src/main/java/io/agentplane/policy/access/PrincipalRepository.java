package io.agentplane.policy.access;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface PrincipalRepository extends Repository<Principal, UUID> {

    /** Flushes, so that the recorded events carry the new revision. */
    Principal saveAndFlush(Principal principal);

    void delete(Principal principal);

    Optional<Principal> findById(UUID id);

    List<Principal> findByIdInOrderById(Collection<UUID> ids);
}
