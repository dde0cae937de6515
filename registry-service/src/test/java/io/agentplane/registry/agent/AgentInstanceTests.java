package io.agentplane.registry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many replicas an agent can have. */
class AgentInstanceTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String FIRST = "http://first.example/";
    private static final String NEW = "http://new.example/";

    private Agent agent;

    @BeforeEach
    void isFull() {
        var registration = new RegisterAgentRequest(
                "coder", "1", null, "blue", null, null, null, null, null, FIRST, null, null, null, null, null, null,
                null);
        agent = new Agent(UUID.randomUUID(), registration, NOW);
        IntStream.range(1, 100).forEach(number -> agent.addInstance("http://host-" + number + ".example/", NOW));
    }

    @Test
    void refusesOneMoreWhereAllAreHealthy() {
        assertThatThrownBy(() -> agent.addInstance(NEW, NOW)).hasMessageContaining("at most 100");
        assertThat(agent.view().instances()).hasSize(100);
    }

    @Test
    void givesThePlaceOfTheOldestThatWasGivenUpToANewOne() {
        giveUp(70);
        giveUp(7);

        agent.addInstance(NEW, NOW);

        assertThat(agent.view().instances())
                .hasSize(100)
                .extracting(AgentView.InstanceView::endpoint)
                .contains(FIRST, "http://host-70.example/", NEW)
                .doesNotContain("http://host-7.example/");
    }

    @Test
    void keepsTheInstanceOfItsRegistrationThoughItWasGivenUp() {
        giveUp(0);

        assertThatThrownBy(() -> agent.addInstance(NEW, NOW)).hasMessageContaining("at most 100");
        assertThat(agent.view().endpoint()).isEqualTo(FIRST);
    }

    private void giveUp(int number) {
        UUID id = agent.view().instances().get(number).id();
        agent.markInstance(id, InstanceStatus.UNHEALTHY, "silent");
    }
}
