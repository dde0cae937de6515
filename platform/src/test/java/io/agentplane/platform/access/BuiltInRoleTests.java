package io.agentplane.platform.access;

import static io.agentplane.platform.access.Permission.AGENTS_DESCRIBE;
import static io.agentplane.platform.access.Permission.AGENTS_MANAGE;
import static io.agentplane.platform.access.Permission.AGENTS_REGISTER;
import static io.agentplane.platform.access.Permission.LOGS_READ;
import static io.agentplane.platform.access.Permission.MESSAGES_ROUTE;
import static io.agentplane.platform.access.Permission.TASKS_MANAGE;
import static io.agentplane.platform.access.Permission.VIEWS_READ;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuiltInRoleTests {

    @Test
    void giveThePermissionsOfTheMatrix() {
        assertThat(BuiltInRole.SYSTEM_ADMIN.permissions()).containsExactly(Permission.values());
        assertThat(BuiltInRole.AGENT_MANAGER.permissions())
                .containsExactly(
                        AGENTS_REGISTER,
                        AGENTS_DESCRIBE,
                        AGENTS_MANAGE,
                        MESSAGES_ROUTE,
                        TASKS_MANAGE,
                        LOGS_READ,
                        VIEWS_READ);
        assertThat(BuiltInRole.OBSERVER.permissions()).containsExactly(LOGS_READ, VIEWS_READ);
        assertThat(BuiltInRole.SERVICE_ACCOUNT.permissions())
                .containsExactly(AGENTS_REGISTER, MESSAGES_ROUTE, VIEWS_READ);
    }
}
