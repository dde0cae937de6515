package io.agentplane.policy.access;

import static org.hibernate.jpa.HibernateHints.HINT_FETCH_SIZE;

import jakarta.persistence.QueryHint;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

interface ApiKeyRepository extends Repository<ApiKey, UUID> {

    /** Flushes, so that the recorded events carry the new revision. */
    ApiKey saveAndFlush(ApiKey key);

    Optional<ApiKey> findById(UUID id);

    List<ApiKey> findByPrincipalId(UUID principalId);

    @Query("""
            SELECT key FROM ApiKey key
            WHERE key.id > :after AND key.principalId = coalesce(:principalId, key.principalId) ORDER BY key.id
            """)
    @QueryHints(@QueryHint(name = HINT_FETCH_SIZE, value = "32"))
    Stream<ApiKey> list(@Nullable UUID principalId, UUID after, Limit limit);
}
