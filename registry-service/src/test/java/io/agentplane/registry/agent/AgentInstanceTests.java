package io.agentplane.registry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
        agent = new Agent(UUID.randomUUID(), registration(FIRST), NOW);
        IntStream.range(1, 100).forEach(number -> add("http://host-" + number + ".example/"));
    }

    @Test
    void refusesOneMoreWhereAllAreHealthy() {
        assertThatThrownBy(() -> add(NEW)).hasMessageContaining("at most 100");
        assertThat(agent.view().instances()).hasSize(100);
    }

    @Test
    void givesThePlaceOfTheOldestThatWasGivenUpToANewOne() {
        giveUp(70);
        giveUp(7);

        add(NEW);

        assertThat(agent.view().instances())
                .hasSize(100)
                .extracting(AgentView.InstanceView::endpoint)
                .contains(FIRST, "http://host-70.example/", NEW)
                .doesNotContain("http://host-7.example/");
    }

    @Test
    void keepsTheInstanceOfItsRegistrationThoughItWasGivenUp() {
        giveUp(0);

        assertThatThrownBy(() -> add(NEW)).hasMessageContaining("at most 100");
        assertThat(agent.view().endpoint()).isEqualTo(FIRST);
    }

    @Test
    void refusesOneMoreThatComesWithItsRegistration() {
        moveTo(null);
        add(NEW);

        assertThatThrownBy(() -> moveTo(FIRST)).hasMessageContaining("at most 100");
        assertThat(agent.view().instances()).hasSize(100);
        assertThat(agent.view().endpoint()).isNull();
    }

    @Test
    void givesThePlaceOfOneThatWasGivenUpToTheOneOfItsRegistration() {
        moveTo(null);
        add(NEW);
        giveUp(7);

        moveTo(FIRST);

        assertThat(agent.view().instances())
                .hasSize(100)
                .extracting(AgentView.InstanceView::endpoint)
                .contains(FIRST, NEW)
                .doesNotContain("http://host-8.example/");
    }

    @Test
    void movesThoughItIsFull() {
        moveTo(NEW);

        assertThat(agent.view().instances())
                .hasSize(100)
                .extracting(AgentView.InstanceView::endpoint)
                .contains(NEW)
                .doesNotContain(FIRST);
    }

    @Test
    void isTheSameInAnotherSpelling() {
        UUID id = agent.view().instances().getFirst().id();

        moveTo("http://FIRST.example");
        assertThat(add("http://first.example:80").id()).isEqualTo(id);

        assertThat(agent.view().instances())
                .hasSize(100)
                .first()
                .extracting(AgentView.InstanceView::id)
                .isEqualTo(id);
    }

    private Instance add(String url) {
        return agent.addInstance(new Endpoint(url), NOW);
    }

    private void moveTo(@Nullable String url) {
        agent.change(registration(url), NOW);
    }

    private static RegisterAgentRequest registration(@Nullable String url) {
        return new RegisterAgentRequest(
                "coder", "1", null, "blue", null, null, null, null, null, url, null, null, null, null, null, null,
                null);
    }

    private void giveUp(int number) {
        UUID id = agent.view().instances().get(number).id();
        agent.markInstance(id, InstanceStatus.UNHEALTHY, "silent");
    }
}
