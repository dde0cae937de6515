package io.agentplane.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.access.Permission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What roles give, and who holds which elsewhere than at home: the latest state of every custom role and binding, in
 * memory. A role may come after those who hold it; until then it gives nothing.
 */
@Component
class RightsBook {

    private static final String ANY_NAMESPACE = "namespaces:any";
    private static final int MAX_RESOLVED = 200_000;

    private final Map<Named, Role> roles = new ConcurrentHashMap<>();
    private final Map<String, Map<String, RoleBinding>> bindings = new ConcurrentHashMap<>();
    private volatile Cache<Holding, Set<String>> resolved = nothingResolved();

    /**
     * What a principal may do in a namespace; empty when it has no business there. Who has more there than at home can't go
     * on to a third one from there, and so takes nothing along. An agent has business at home only, whatever its roles are.
     */
    Optional<Set<String>> permissionsIn(Principal principal, String namespace) {
        Set<String> atHome = atHome(principal);
        if (namespace.equals(principal.namespace())) {
            return Optional.of(atHome);
        }
        if (principal.isAgent()) {
            return Optional.empty();
        }
        RoleBinding binding = binding(principal.id(), namespace);
        boolean anywhere = atHome.contains(ANY_NAMESPACE);
        if (binding == null) {
            return anywhere ? Optional.of(atHome) : Optional.empty();
        }
        Set<String> there = given(binding);
        if (!anywhere) {
            return Optional.of(there);
        }
        return Optional.of(atHome.containsAll(there) ? atHome : withoutAnyNamespace(union(atHome, there)));
    }

    /** What a principal holds at home, and then what it was given elsewhere, by namespace. */
    List<Rights> all(Principal principal) {
        List<Rights> all = new ArrayList<>();
        all.add(new Rights(principal.namespace(), principal.roles(), atHome(principal)));
        bindings.getOrDefault(principal.id(), Map.of()).values().stream()
                .filter(binding -> !binding.roles().isEmpty())
                .sorted(Comparator.comparing(RoleBinding::namespace))
                .forEach(binding -> all.add(new Rights(binding.namespace(), binding.roles(), given(binding))));
        return all;
    }

    /** A change of a role binds all who hold it, so nothing that was resolved before counts any more. */
    void learn(Role news) {
        roles.merge(
                new Named(news.namespace(), news.name()),
                news,
                (known, late) -> known.revision() >= late.revision() ? known : late);
        resolved = nothingResolved();
    }

    void learn(RoleBinding news) {
        bindings.computeIfAbsent(news.principalId(), id -> new ConcurrentHashMap<>())
                .merge(news.namespace(), news, (known, late) -> known.revision() >= late.revision() ? known : late);
    }

    private @Nullable RoleBinding binding(String principalId, String namespace) {
        Map<String, RoleBinding> elsewhere = bindings.get(principalId);
        RoleBinding binding = elsewhere == null ? null : elsewhere.get(namespace);
        return binding == null || binding.roles().isEmpty() ? null : binding;
    }

    private Set<String> atHome(Principal principal) {
        return resolve(
                new Holding(principal.id(), principal.namespace(), principal.revision()),
                principal.roles(),
                principal.permissions());
    }

    /** The right to go anywhere can be given at home only. */
    private Set<String> given(RoleBinding binding) {
        Set<String> all = resolve(
                new Holding(binding.principalId(), binding.namespace(), binding.revision()),
                binding.roles(),
                binding.permissions());
        return all.contains(ANY_NAMESPACE) ? withoutAnyNamespace(all) : all;
    }

    private static Set<String> withoutAnyNamespace(Set<String> permissions) {
        Set<String> here = new HashSet<>(permissions);
        here.remove(ANY_NAMESPACE);
        return Set.copyOf(here);
    }

    /** Takes the cache before it looks at the roles, so that what it puts there is never older than the cache. */
    private Set<String> resolve(Holding holding, Set<String> held, Set<String> permissions) {
        return resolved.get(holding, any -> resolve(holding.namespace(), held, permissions));
    }

    /** Passes over roles seen before: events of two roles may come in an order that makes them include one another. */
    private Set<String> resolve(String namespace, Set<String> held, Set<String> permissions) {
        Set<String> given = new HashSet<>(permissions);
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(held);
        while (!open.isEmpty()) {
            String name = open.pop();
            // Not only from the events: a role may give more by now than when the event was made.
            BuiltInRole.named(name).map(BuiltInRole::permissions).orElse(List.of()).stream()
                    .map(Permission::wireName)
                    .forEach(given::add);
            Role role = seen.add(name) ? roles.get(new Named(namespace, name)) : null;
            if (role != null) {
                given.addAll(role.permissions());
                open.addAll(role.includes());
            }
        }
        return Set.copyOf(given);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return Set.copyOf(both);
    }

    private static Cache<Holding, Set<String>> nothingResolved() {
        return Caffeine.newBuilder().maximumSize(MAX_RESOLVED).build();
    }

    private record Named(String namespace, String name) {}

    private record Holding(String principalId, String namespace, long revision) {}
}
