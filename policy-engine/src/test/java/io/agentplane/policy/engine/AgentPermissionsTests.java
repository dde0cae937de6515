package io.agentplane.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentPermissionsTests {

    private static final AgentPermissions PERMISSIONS = AgentPermissions.compile(List.of(
            new AgentPermission("read", "*"),
            new AgentPermission("write", "db/orders"),
            new AgentPermission("write", "db/*/drafts"),
            new AgentPermission("tool.*", "search"),
            new AgentPermission("*.dry-run", "*")));

    @ParameterizedTest
    @CsvSource({
        "read,             db/orders,           true",
        "read,             ,                    true",
        "write,            db/orders,           true",
        "write,            db/orders/1,         false",
        "write,            db/mail/drafts,      true",
        "write,            db/mail/a/drafts,    true",
        "write,            db/drafts,           false",
        "write,            ,                    false",
        "Read,             db/orders,           false",
        "reading,          db/orders,           false",
        "tool.call,        search,              true",
        "tool.,            search,              true",
        "tool.call,        browse,              false",
        "tool,             search,              false",
        "delete.dry-run,   ,                    true",
        "delete,           db/orders,           false",
        "*,                search,              false",
    })
    void coverWhatAPairNamesAndNothingElse(String action, String resource, boolean covered) {
        assertThat(PERMISSIONS.cover(action, resource)).isEqualTo(covered);
    }

    @Test
    void coverNothingWhenThereAreNone() {
        assertThat(AgentPermissions.compile(List.of()).cover("read", null)).isFalse();
    }

    @Test
    void coverTheSameWhetherOneOfManyOrAlone() {
        List<AgentPermission> many = IntStream.range(0, 1000)
                .mapToObj(number -> new AgentPermission("action-" + number % 50, "resource-" + number + "/*"))
                .toList();
        AgentPermissions together = AgentPermissions.compile(many);

        assertThat(many)
                .allMatch(pair -> together.cover(pair.action(), pair.resource().replace("*", "x")));
        assertThat(Stream.of("action-1", "action-7"))
                .noneMatch(action -> together.cover(action, "resource-1000/x") || together.cover(action, null));
    }
}
