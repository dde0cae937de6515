package io.agentplane.policy.access;

import io.agentplane.platform.event.Aggregate;
import io.agentplane.policy.access.AccessEvent.PrincipalChanged;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A person, service or agent that calls the control plane. It belongs to one namespace, in which its roles hold. */
@Entity
class Principal extends Aggregate {

    @Id
    private UUID id;

    private String name;

    @Enumerated(EnumType.STRING)
    private PrincipalKind kind;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> roles;

    private boolean enabled;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Principal() {}

    Principal(UUID id, String name, PrincipalKind kind, Set<Role> roles) {
        this.id = id;
        this.name = name;
        this.kind = kind;
        this.roles = names(roles);
        enabled = true;
        changed();
    }

    /** Gives it a role; one it has already changes nothing. */
    void bind(Role role) {
        Set<Role> wanted = roles();
        if (wanted.add(role)) {
            roles = names(wanted);
            changed();
        }
    }

    /** Takes a role from it; one it hasn't changes nothing. */
    void unbind(Role role) {
        Set<Role> wanted = roles();
        if (wanted.remove(role)) {
            roles = names(wanted);
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
        record(() -> new PrincipalChanged(
                new PrincipalView(id, name, kind, namespace(), List.of(), List.of(), false, true, revision() + 1)));
    }

    boolean isAdministrator() {
        return enabled && roles().contains(Role.SYSTEM_ADMIN);
    }

    Set<Role> roles() {
        Set<Role> present = EnumSet.noneOf(Role.class);
        roles.forEach(role -> present.add(Role.valueOf(role)));
        return present;
    }

    @Override
    public UUID getId() {
        return id;
    }

    PrincipalView view() {
        return new PrincipalView(
                id,
                name,
                kind,
                namespace(),
                List.copyOf(roles()),
                Role.permissionsOf(roles()),
                enabled,
                null,
                revision());
    }

    private void changed() {
        record(() -> new PrincipalChanged(view()));
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(Role::name).toList();
    }
}
