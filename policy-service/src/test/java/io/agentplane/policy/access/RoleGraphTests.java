package io.agentplane.policy.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.access.Permission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleGraphTests {

    private final Map<String, CustomRole> roles = new HashMap<>();

    @Test
    void givesWhatARoleAndAllThatItIncludesGive() {
        role("reader", Set.of(Permission.VIEWS_READ));
        role("auditor", Set.of(Permission.LOGS_READ), "reader");
        role("operator", Set.of(), "auditor", "SERVICE_ACCOUNT", "nobody-knows-me");

        assertThat(graph().permissionsOf(List.of("auditor")))
                .containsExactly(Permission.LOGS_READ, Permission.VIEWS_READ);
        assertThat(graph().permissionsOf(List.of("operator")))
                .containsExactly(
                        Permission.AGENTS_REGISTER,
                        Permission.MESSAGES_ROUTE,
                        Permission.LOGS_READ,
                        Permission.VIEWS_READ);
        assertThat(graph().permissionsOf(List.of("nobody-knows-me"))).isEmpty();
    }

    @Test
    void findsTheWayOfACycle() {
        role("a", Set.of(), "b", "c");
        role("b", Set.of());
        role("c", Set.of(), "b", "d");
        role("d", Set.of(), "a");

        assertThat(graph().cycleThrough("a")).containsExactly("a", "c", "d", "a");
        assertThat(graph().cycleThrough("c")).containsExactly("c", "d", "a", "c");
        assertThat(graph().cycleThrough("b")).isEmpty();
        assertThat(graph().permissionsOf(List.of("a"))).isEmpty();
    }

    @Test
    void takesARoleThatIncludesItselfForACycle() {
        role("a", Set.of(), "a");

        assertThat(graph().cycleThrough("a")).containsExactly("a", "a");
    }

    @Test
    void takesTwoWaysToOneRoleForNoCycle() {
        role("a", Set.of(), "b", "c");
        role("b", Set.of(), "d");
        role("c", Set.of(), "d");
        role("d", Set.of());

        assertThat(graph().cycleThrough("a")).isEmpty();
        assertThat(graph().depth()).isEqualTo(3);
        assertThat(graph().includersOf("d")).containsExactly("b", "c");
    }

    private RoleGraph graph() {
        return new RoleGraph(roles);
    }

    private void role(String name, Set<Permission> permissions, String... includes) {
        Set<Permission> own = EnumSet.noneOf(Permission.class);
        own.addAll(permissions);
        roles.put(name, new CustomRole("default", name, "", own, List.of(includes), false, 1));
    }
}
