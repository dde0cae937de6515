package io.agentplane.config.prompt;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface PromptRepository extends Repository<Prompt, UUID> {

    /** Flushes, so that the recorded events carry the new revision. */
    Prompt saveAndFlush(Prompt prompt);

    Optional<Prompt> findByName(String name);

    /** Waits for whoever is adding a version, so that the numbers follow on each other and none is refused. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Prompt> findLockedByName(String name);
}
