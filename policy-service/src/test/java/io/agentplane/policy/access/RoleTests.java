package io.agentplane.policy.access;

import static io.agentplane.policy.access.Permission.AGENTS_REGISTER;
import static io.agentplane.policy.access.Permission.CONFIGURATION_CHANGE;
import static io.agentplane.policy.access.Permission.LOGS_READ;
import static io.agentplane.policy.access.Permission.MESSAGES_ROUTE;
import static io.agentplane.policy.access.Permission.NAMESPACES_ANY;
import static io.agentplane.policy.access.Permission.VIEWS_READ;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoleTests {

    @Test
    void giveThePermissionsOfTheMatrix() {
        assertThat(Role.SYSTEM_ADMIN.permissions()).containsExactly(Permission.values());
        assertThat(Role.AGENT_MANAGER.permissions())
                .containsExactly(AGENTS_REGISTER, MESSAGES_ROUTE, LOGS_READ, VIEWS_READ);
        assertThat(Role.OBSERVER.permissions()).containsExactly(LOGS_READ, VIEWS_READ);
        assertThat(Role.SERVICE_ACCOUNT.permissions()).containsExactly(AGENTS_REGISTER, MESSAGES_ROUTE, VIEWS_READ);
    }

    @Test
    void addUpWithoutRepetition() {
        assertThat(Role.permissionsOf(List.of(Role.OBSERVER, Role.SERVICE_ACCOUNT)))
                .containsExactly(AGENTS_REGISTER, MESSAGES_ROUTE, LOGS_READ, VIEWS_READ)
                .doesNotContain(CONFIGURATION_CHANGE, NAMESPACES_ANY);
        assertThat(Role.permissionsOf(List.of())).isEmpty();
    }
}
