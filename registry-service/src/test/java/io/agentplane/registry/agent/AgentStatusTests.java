package io.agentplane.registry.agent;

import static io.agentplane.registry.agent.AgentStatus.ACTIVE;
import static io.agentplane.registry.agent.AgentStatus.DECOMMISSIONED;
import static io.agentplane.registry.agent.AgentStatus.DEGRADED;
import static io.agentplane.registry.agent.AgentStatus.INACTIVE;
import static io.agentplane.registry.agent.AgentStatus.REGISTERED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentStatusTests {

    private static final Map<AgentStatus, Set<AgentStatus>> STEPS = Map.of(
            REGISTERED, EnumSet.of(ACTIVE, DECOMMISSIONED),
            ACTIVE, EnumSet.of(DEGRADED, INACTIVE),
            DEGRADED, EnumSet.of(ACTIVE, INACTIVE),
            INACTIVE, EnumSet.of(DECOMMISSIONED),
            DECOMMISSIONED, EnumSet.noneOf(AgentStatus.class));

    @ParameterizedTest
    @EnumSource
    void takesTheStepsOfItsLifeAndNoOther(AgentStatus from) {
        for (AgentStatus to : AgentStatus.values()) {
            assertThat(from.canBecome(to))
                    .as("%s -> %s", from, to)
                    .isEqualTo(STEPS.get(from).contains(to));
        }
    }
}
