package io.agentplane.policy.access;

import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.event.Aggregate;
import io.agentplane.policy.access.AccessEvent.PrincipalChanged;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A person, service or agent that calls the control plane. It belongs to one namespace, which gives it roles there. */
@Entity
class Principal extends Aggregate {

    @Id
    private UUID id;

    private String name;

    @Enumerated(EnumType.STRING)
    private PrincipalKind kind;

    private @Nullable UUID agentId;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> roles;

    private boolean enabled;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Principal() {}

    /**
     * @param agentId the one agent that it is; for agents, and for them only
     */
    Principal(UUID id, String name, PrincipalKind kind, @Nullable UUID agentId, Collection<String> roles) {
        this.id = id;
        this.name = name;
        this.kind = kind;
        this.agentId = agentId;
        this.roles = List.copyOf(roles);
        enabled = true;
        changed();
    }

    /** Gives it a role; one it has already changes nothing. */
    void bind(String role) {
        var wanted = new TreeSet<>(roles);
        if (wanted.add(role)) {
            roles = List.copyOf(wanted);
            changed();
        }
    }

    /** Takes a role from it; one it hasn't changes nothing. */
    void unbind(String role) {
        var wanted = new TreeSet<>(roles);
        if (wanted.remove(role)) {
            roles = List.copyOf(wanted);
            changed();
        }
    }

    void enable(boolean wanted) {
        if (enabled != wanted) {
            enabled = wanted;
            changed();
        }
    }

    /** Tells others of the end; the deletion itself is the repository's. */
    void delete() {
        record(() -> new PrincipalChanged(new PrincipalState(
                id, name, kind, agentId, namespace(), List.of(), List.of(), false, true, revision() + 1)));
    }

    boolean isAdministrator() {
        return enabled && roles.contains(BuiltInRole.SYSTEM_ADMIN.name());
    }

    @Nullable
    UUID agentId() {
        return agentId;
    }

    List<String> roles() {
        return List.copyOf(roles);
    }

    @Override
    public UUID getId() {
        return id;
    }

    PrincipalView view(RoleGraph graph) {
        return new PrincipalView(
                id, name, kind, agentId, namespace(), roles(), graph.permissionsOf(roles), enabled, revision());
    }

    private void changed() {
        record(() -> new PrincipalChanged(new PrincipalState(
                id,
                name,
                kind,
                agentId,
                namespace(),
                roles(),
                RoleGraph.givenAtOnce(List.of(), roles),
                enabled,
                null,
                revision())));
    }
}
