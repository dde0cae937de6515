package io.agentplane.config.prompt;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.config.prompt.PromptEvent.PromptCreated;
import io.agentplane.config.prompt.PromptEvent.PromptVersionAdded;
import io.agentplane.platform.event.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A name for a row of versions. It hands out their numbers, so whoever adds one holds its row's lock. */
@Entity
class Prompt extends Aggregate {

    @Id
    private UUID id;

    private String name;
    private int latestVersion;
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Prompt() {}

    Prompt(String name, Instant now) {
        id = UuidCreator.getTimeOrderedEpoch();
        this.name = name;
        createdAt = now;
    }

    /** Numbers the draft as the next version. */
    PromptVersion add(PromptDraft draft, String author, Instant now) {
        @Nullable Integer previous = latestVersion == 0 ? null : latestVersion;
        latestVersion++;
        PromptVersion version = new PromptVersion(
                id, name, latestVersion, draft.content(), draft.config(), author, draft.reason(), previous, now);
        record(() -> previous == null
                ? new PromptCreated(state(version), namespace())
                : new PromptVersionAdded(state(version), namespace()));
        return version;
    }

    private PromptState state(PromptVersion latest) {
        return new PromptState(id, name, latestVersion, latest, revision());
    }

    int latestVersion() {
        return latestVersion;
    }

    @Override
    public UUID getId() {
        return id;
    }
}
