package io.agentplane.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RightsBookTests {

    private final RightsBook book = new RightsBook();

    @Test
    void addUpWhatBuiltInAndCustomRolesGive() {
        book.learn(role("outer", Set.of("logs:read"), List.of("inner"), 1));
        book.learn(role("inner", Set.of("messages:route"), List.of(), 1));

        assertThat(book.permissionsIn(principal(Set.of("outer", "OBSERVER"), Set.of("views:read")), "home"))
                .contains(Set.of("views:read", "logs:read", "messages:route"));
    }

    @Test
    void giveNothingForARoleThatHasNotComeYetAndAllOfItOnceItHas() {
        Principal principal = principal(Set.of("late"), Set.of());
        assertThat(book.permissionsIn(principal, "home")).contains(Set.of());

        book.learn(role("late", Set.of("logs:read"), List.of("later"), 1));
        assertThat(book.permissionsIn(principal, "home")).contains(Set.of("logs:read"));

        book.learn(role("later", Set.of("views:read"), List.of(), 1));
        assertThat(book.permissionsIn(principal, "home")).contains(Set.of("logs:read", "views:read"));
    }

    @Test
    void passOverNewsThatComeLate() {
        Principal principal = principal(Set.of("role"), Set.of());
        book.learn(role("role", Set.of(), List.of(), 2));
        book.learn(role("role", Set.of("logs:read"), List.of(), 1));

        assertThat(book.permissionsIn(principal, "home")).contains(Set.of());
    }

    @Test
    void endEvenIfRolesSeemToIncludeOneAnother() {
        book.learn(role("a", Set.of("logs:read"), List.of("b"), 1));
        book.learn(role("b", Set.of("views:read"), List.of("a"), 1));

        assertThat(book.permissionsIn(principal(Set.of("a"), Set.of()), "home"))
                .contains(Set.of("logs:read", "views:read"));
    }

    @Test
    void holdElsewhereByWhatWasGivenThereAlone() {
        Principal principal = principal(Set.of("reviewer"), Set.of("views:read"));
        book.learn(new Role("there", "reviewer", Set.of("messages:route"), List.of(), 1));
        assertThat(book.permissionsIn(principal, "there")).isEmpty();

        book.learn(new RoleBinding(
                "id", "there", Set.of("OBSERVER", "reviewer"), Set.of("logs:read", "namespaces:any"), 1));
        assertThat(book.permissionsIn(principal, "there"))
                .contains(Set.of("logs:read", "views:read", "messages:route"));
        assertThat(book.permissionsIn(principal, "third")).isEmpty();
        assertThat(book.all(principal)).extracting(Rights::namespace).containsExactly("home", "there");

        book.learn(new RoleBinding("id", "there", Set.of(), Set.of(), 2));
        assertThat(book.permissionsIn(principal, "there")).isEmpty();
        assertThat(book.all(principal)).hasSize(1);
    }

    @Test
    void giveWhatABuiltInRoleGivesByNowThoughTheEventIsOlder() {
        Principal manager = principal(Set.of("AGENT_MANAGER"), Set.of("agents:register"));
        assertThat(book.permissionsIn(manager, "home"))
                .hasValueSatisfying(given -> assertThat(given).contains("agents:manage", "logs:read"));

        book.learn(new RoleBinding("id", "there", Set.of("SYSTEM_ADMIN"), Set.of(), 1));
        assertThat(book.permissionsIn(manager, "there"))
                .hasValueSatisfying(given ->
                        assertThat(given).contains("configuration:change").doesNotContain("namespaces:any"));
    }

    @Test
    void holdEverywhereForWhoMayGoAnywhere() {
        Principal administrator = principal(Set.of(), Set.of("views:read", "namespaces:any"));
        assertThat(book.permissionsIn(administrator, "anywhere")).contains(Set.of("views:read", "namespaces:any"));
        book.learn(new RoleBinding("id", "there", Set.of("VIEWER"), Set.of("views:read"), 2));
        assertThat(book.permissionsIn(administrator, "there")).contains(Set.of("views:read", "namespaces:any"));
    }

    @Test
    void carryNothingElsewhereThatWasGivenInOneNamespaceAlone() {
        Principal traveller = principal(Set.of(), Set.of("views:read", "namespaces:any"));
        book.learn(new RoleBinding("id", "there", Set.of("KEEPER"), Set.of("configuration:change"), 1));

        assertThat(book.permissionsIn(traveller, "there")).contains(Set.of("views:read", "configuration:change"));
    }

    private static Role role(String name, Set<String> permissions, List<String> includes, long revision) {
        return new Role("home", name, permissions, includes, revision);
    }

    @Test
    void holdForAnAgentAtHomeOnly() {
        Principal agent = new Principal(
                "id", "name", "AGENT", "agent", "home", Set.of(), Set.of("views:read", "namespaces:any"), true, 1);
        book.learn(new RoleBinding("id", "there", Set.of("OBSERVER"), Set.of("logs:read"), 1));

        assertThat(book.permissionsIn(agent, "home")).isPresent();
        assertThat(book.permissionsIn(agent, "there")).isEmpty();
        assertThat(book.permissionsIn(agent, "third")).isEmpty();
    }

    private static Principal principal(Set<String> roles, Set<String> permissions) {
        return new Principal("id", "name", "PERSON", null, "home", roles, permissions, true, 1);
    }
}
