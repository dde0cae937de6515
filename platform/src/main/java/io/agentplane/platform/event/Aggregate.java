package io.agentplane.platform.event;

import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AfterDomainEventPublication;
import org.springframework.data.domain.DomainEvents;
import org.springframework.data.domain.Persistable;

/**
 * Base of the entities whose changes other services learn of: it belongs to a namespace, counts its revisions from 1, and
 * records an event in the place where it changes. The event is made after {@code saveAndFlush}, when the new revision is
 * known; a plain {@code save} would tell of the old one.
 */
@MappedSuperclass
public abstract class Aggregate implements Persistable<UUID> {

    @TenantId
    private @Nullable String namespace;

    @Version
    private long revision = 1;

    @Transient
    private boolean stored;

    @Transient
    private final List<Supplier<? extends OutboundEvent>> recorded = new ArrayList<>();

    /** The namespace it was stored in; there is none before. */
    public String namespace() {
        return Objects.requireNonNull(namespace, "not stored yet");
    }

    public long revision() {
        return revision;
    }

    /** Has an event made and published once the change is flushed. */
    protected void record(Supplier<? extends OutboundEvent> event) {
        recorded.add(event);
    }

    @Override
    @Transient
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    void markStored() {
        stored = true;
    }

    @DomainEvents
    List<OutboundEvent> events() {
        return recorded.stream().<OutboundEvent>map(Supplier::get).toList();
    }

    @AfterDomainEventPublication
    void forgetEvents() {
        recorded.clear();
    }
}
