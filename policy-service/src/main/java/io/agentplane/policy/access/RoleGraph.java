package io.agentplane.policy.access;

import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.access.Permission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The custom roles of one namespace, and which of them include which. */
final class RoleGraph {

    private final Map<String, CustomRole> roles;

    RoleGraph(Map<String, CustomRole> roles) {
        this.roles = Map.copyOf(roles);
    }

    /** The same roles after a change of one of them. */
    RoleGraph with(CustomRole changed) {
        Map<String, CustomRole> all = new HashMap<>(roles);
        all.put(changed.name(), changed);
        return new RoleGraph(all);
    }

    Optional<CustomRole> find(String name) {
        return Optional.ofNullable(roles.get(name));
    }

    boolean knows(String role) {
        return roles.containsKey(role) || BuiltInRole.named(role).isPresent();
    }

    int size() {
        return roles.size();
    }

    /** By name. */
    Stream<CustomRole> all() {
        return roles.values().stream().sorted((one, other) -> one.name().compareTo(other.name()));
    }

    /** What someone with all of these roles may do; a role that nobody knows gives nothing. */
    List<Permission> permissionsOf(Collection<String> names) {
        Set<Permission> given = EnumSet.noneOf(Permission.class);
        for (String name : withIncluded(names)) {
            CustomRole role = roles.get(name);
            if (role == null) {
                BuiltInRole.named(name).ifPresent(builtIn -> given.addAll(builtIn.permissions()));
            } else {
                given.addAll(role.permissions());
            }
        }
        return List.copyOf(given);
    }

    /** These roles and all that they include, however deep. */
    Set<String> withIncluded(Collection<String> names) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            String name = open.pop();
            CustomRole role = reached.add(name) ? roles.get(name) : null;
            if (role != null) {
                open.addAll(role.includes());
            }
        }
        return reached;
    }

    /** The way from a role over roles that it includes back to itself, if there is one; the role stands at both ends. */
    List<String> cycleThrough(String name) {
        Map<String, @Nullable String> reachedFrom = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String role = open.pop();
            for (String included : includesOf(role)) {
                if (included.equals(name)) {
                    return way(name, role, reachedFrom);
                }
                if (!reachedFrom.containsKey(included)) {
                    reachedFrom.put(included, role);
                    open.push(included);
                }
            }
        }
        return List.of();
    }

    private static List<String> way(String name, String last, Map<String, @Nullable String> reachedFrom) {
        List<String> way = new ArrayList<>(List.of(name));
        for (@Nullable String step = last; step != null && !step.equals(name); step = reachedFrom.get(step)) {
            way.addFirst(step);
        }
        way.addFirst(name);
        return way;
    }

    /** How many roles stand in the longest chain of inclusions. Only for roles without a cycle. */
    int depth() {
        Map<String, Integer> known = new HashMap<>();
        return roles.keySet().stream()
                .mapToInt(name -> depth(name, known))
                .max()
                .orElse(0);
    }

    private int depth(String name, Map<String, Integer> known) {
        Integer depth = known.get(name);
        if (depth != null) {
            return depth;
        }
        int below = 0;
        for (String included : includesOf(name)) {
            below = Math.max(below, depth(included, known));
        }
        known.put(name, below + 1);
        return below + 1;
    }

    /** The roles that include this one, by name. */
    List<String> includersOf(String name) {
        return all().filter(role -> role.includes().contains(name))
                .map(CustomRole::name)
                .toList();
    }

    private List<String> includesOf(String name) {
        CustomRole role = roles.get(name);
        return role == null ? List.of() : role.includes();
    }

    /** What is given without a look at any custom role. */
    static List<Permission> givenAtOnce(Collection<Permission> own, Collection<String> names) {
        Set<Permission> given = EnumSet.noneOf(Permission.class);
        given.addAll(own);
        names.forEach(name -> BuiltInRole.named(name).ifPresent(builtIn -> given.addAll(builtIn.permissions())));
        return List.copyOf(given);
    }

    static List<String> customOnly(Collection<String> names) {
        return names.stream().filter(name -> BuiltInRole.named(name).isEmpty()).toList();
    }
}
