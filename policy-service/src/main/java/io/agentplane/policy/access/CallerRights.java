package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.identity.Caller;
import io.agentplane.policy.access.BindingQueries.Held;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Keeps callers from giving, and from taking away, what they haven't got. Whoever has a say over a principal itself, its keys
 * and whether it is let in, has a say over all that it may do, in every namespace that has given it roles. Ask while rights
 * are locked.
 */
@Component
class CallerRights {

    private final BindingQueries bindings;
    private final RoleQueries roles;

    CallerRights(BindingQueries bindings, RoleQueries roles) {
        this.bindings = bindings;
        this.roles = roles;
    }

    /** Refuses when the caller lacks one of these where the call is. */
    static void requireAll(Collection<Permission> changed) {
        Set<String> held = Caller.current().permissions();
        for (Permission permission : changed) {
            if (!held.contains(permission.wireName())) {
                throw AccessProblem.RIGHTS_EXCEEDED
                        .because(
                                "Nobody can give or take more rights than they have; you lack " + permission.wireName())
                        .with("permission", permission.wireName());
            }
        }
    }

    /** Refuses when the principal may do something, in whatever namespace, that the caller may not do there. */
    void requireAllOf(UUID principalId) {
        Caller caller = Caller.current();
        Rights own = id(caller).map(this::rights).orElse(Rights.NONE);
        Set<Permission> here = permissions(caller);
        rights(principalId).byNamespace().forEach((namespace, held) -> {
            Set<Permission> lacking = EnumSet.copyOf(held);
            if (namespace.equals(caller.namespace()) || here.contains(Permission.NAMESPACES_ANY)) {
                lacking.removeAll(here);
            }
            if (!namespace.equals(caller.namespace())) {
                lacking.removeAll(own.in(namespace));
            }
            if (!lacking.isEmpty()) {
                throw AccessProblem.RIGHTS_EXCEEDED.because(
                        "The principal has rights, here or in another namespace, that you lack; only who has them all can do this");
            }
        });
    }

    private Rights rights(UUID principalId) {
        List<Held> all = bindings.everywhere(principalId);
        Map<String, RoleGraph> graphs =
                roles.graphs(all.stream().map(Held::namespace).toList());
        Map<String, Set<Permission>> byNamespace = new HashMap<>();
        List<Permission> anywhere = new ArrayList<>();
        for (Held held : all) {
            List<Permission> given = held.permissions(Objects.requireNonNull(graphs.get(held.namespace())));
            if (!given.isEmpty()) {
                byNamespace.put(held.namespace(), EnumSet.copyOf(given));
            }
            if (given.contains(Permission.NAMESPACES_ANY)) {
                anywhere.addAll(given);
            }
        }
        return new Rights(byNamespace, Set.copyOf(anywhere));
    }

    private static Set<Permission> permissions(Caller caller) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        caller.permissions().forEach(name -> Permission.named(name).ifPresent(permissions::add));
        return permissions;
    }

    /** A service that calls for itself is no principal. */
    private static Optional<UUID> id(Caller caller) {
        try {
            return Optional.of(UUID.fromString(caller.id()));
        } catch (IllegalArgumentException noPrincipal) {
            return Optional.empty();
        }
    }

    /**
     * What someone may do.
     *
     * @param byNamespace where there are roles
     * @param anywhere in all others
     */
    private record Rights(Map<String, Set<Permission>> byNamespace, Set<Permission> anywhere) {

        static final Rights NONE = new Rights(Map.of(), Set.of());

        Set<Permission> in(String namespace) {
            Set<Permission> all = EnumSet.noneOf(Permission.class);
            all.addAll(byNamespace.getOrDefault(namespace, Set.of()));
            all.addAll(anywhere);
            return all;
        }
    }
}
