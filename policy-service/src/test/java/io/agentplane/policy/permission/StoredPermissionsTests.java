package io.agentplane.policy.permission;

import static io.agentplane.platform.test.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.engine.AgentPermission;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an agent may do is kept as it was given. */
class StoredPermissionsTests extends PolicyStage {

    @Autowired
    private AgentPermissionQueries entries;

    @Test
    void keepsEveryFieldOfAPermission() {
        UUID agent = UUID.randomUUID();
        AgentPermission permission = filled(new AgentPermission("tool.*", "db/ör\"ders/*"));

        entries.store(new AgentPermissionsView(agent, "stored", List.of(permission), null, 0), 0);

        assertThat(entries.find("stored", List.of(agent)))
                .containsExactly(new AgentPermissionsView(agent, "stored", List.of(permission), null, 1));
    }
}
