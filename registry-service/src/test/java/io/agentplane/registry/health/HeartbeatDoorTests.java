package io.agentplane.registry.health;

import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;

/** Heartbeats of agents that are known never come to Spring, and all that is refused does. */
class HeartbeatDoorTests extends HealthStage {

    @Autowired
    private MeterRegistry metrics;

    private String id;
    private String path;

    @BeforeEach
    void beKnown() {
        id = agents.activate(agents.register("known", "1", Map.of("endpoint", "http://known.invalid/")));
        path = "/agents/" + id + "/heartbeat";
        beat(id, Map.of());
    }

    @Test
    void takesThemFromMemory() {
        long before = answeredBySpring();

        for (int number = 0; number < 50; number++) {
            assertThat(beat(id, Map.of("load", 0.5, "responseTime", "PT0.1S")).get("status"))
                    .isEqualTo("ACTIVE");
            assertThat(TestApi.body(api.post(path), Map.class).get("status")).isEqualTo("ACTIVE");
        }

        // An answer is counted after it was sent, so some of the tests before may come in late.
        assertThat(answeredBySpring()).isLessThan(before + 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"load\":-1}",
                "{\"load\":\"1\"}",
                "{\"endpoint\":\"file:///etc/passwd\"}",
                "{\"endpoint\":\"http://known.invalid/#\"}",
                "{\"responseTime\":\"PT9223372036854775807S\"}",
                "{\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"load\":",
                "[]"
            })
    void leavesWhatMakesNoSenseToSpringUnchanged(String body) {
        expectProblem(api.post(path, body), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?load=0.5", "?namespace=", "?a=b&a=c"})
    void readsNoQueryThatItDoesNotKnow(String query) {
        expectProblem(api.post(path + query, "{}"), 400, "invalid-request");
    }

    @Test
    void leavesANewInstanceToSpring() {
        beat(id, Map.of("endpoint", "http://new.invalid/", "load", 0.5));

        assertThat(agents.get(id).get("instances").toString()).contains("http://new.invalid/");
    }

    @Test
    void takesThemFromThoseOnlyWhoMayReportForTheAgent() {
        TestCaller everyone = api.caller();
        TestApi another = api.as(everyone.asAgent(UUID.randomUUID().toString()));
        TestApi observer = api.as(new TestCaller("observer", everyone.namespace(), List.of("views:read")));

        expectProblem(another.post(path), 403, "agent-mismatch");
        expectProblem(observer.post(path), 403, "permission-missing");
        assertThat(TestApi.body(api.as(everyone.asAgent(id)).post(path), Map.class)
                        .get("status"))
                .isEqualTo("ACTIVE");
    }

    @Test
    void lets404And401Be() {
        expectProblem(api.as(TestCaller.in("foreign")).post(path), 404, "agent-not-found");
        expectProblem(
                client.post()
                        .uri(path)
                        .header(HttpHeaders.AUTHORIZATION, api.caller().forgedBearer())
                        .exchange(),
                401,
                "unauthenticated");
        expectProblem(client.post().uri(path).exchange(), 401, "unauthenticated");
    }

    @Test
    void knowsOfTheEndAtOnce() {
        agents.deactivate(id);
        assertThat(beat(id, Map.of()).get("status")).isEqualTo("INACTIVE");
        agents.decommission(id);
        expectProblem(api.post(path, Map.of("load", 0.1)), 409, "agent-decommissioned");
    }

    private long answeredBySpring() {
        return metrics.find("http.server.requests").tag("uri", "/agents/{id}/heartbeat").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
