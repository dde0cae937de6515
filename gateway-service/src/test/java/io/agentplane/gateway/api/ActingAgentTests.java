package io.agentplane.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActingAgentTests {

    @ParameterizedTest
    @CsvSource({
        "/agents/a/heartbeat, a",
        "/agents/a/activate, a",
        "/agents/a/tasks/claim, a",
        "/agents/a/tasks/complete, a",
        "/agents/a, ",
        "/agents/a/config, ",
        "/agents/a/deactivate, ",
        "/agents, ",
        "/tasks/a/heartbeat, ",
    })
    void isTheOneThatReportsComesIntoServiceOrWorks(String path, String agent) {
        if (agent == null) {
            assertThat(ActingAgent.of(path)).isEmpty();
        } else {
            assertThat(ActingAgent.of(path)).contains(agent);
        }
    }
}
