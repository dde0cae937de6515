package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway without room for audit entries. */
@ExtendWith(TwoGateways.Shared.class)
class FullAuditSpoolTests {

    private static final String RUN = UUID.randomUUID().toString();
    private static final String KEY = "ap_" + RUN;

    private static TestGateway gateway;

    @BeforeAll
    static void start(TwoGateways shared, @TempDir Path folder) {
        gateway = shared.startAnother(folder, "agentplane.gateway.audit.max-spool=0B");
        try (var events = new AccessEvents(gateway.codec())) {
            List<String> rights = List.of("views:read", "agents:register", "agents:manage", "messages:route");
            events.principal(RUN, "full-" + RUN, rights, true, 1);
            events.apiKey(RUN, RUN, KEY, null, null, 1);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> gateway.status("GET", "/agents", KEY) == 200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /agents,               503",
        "POST,   /agents/ID/activate,    503",
        "DELETE, /agents/ID,            503",
        "GET,    /agents,               200",
        "POST,   /agents/ID/heartbeat,   200",
        "POST,   /agents/ID/tasks/claim, 200",
    })
    void refusesWhatMustNotGoUnrecorded(String method, String path, int status) throws Exception {
        HttpResponse<String> answer =
                gateway.call(method, path.replace("ID", UUID.randomUUID().toString()), KEY);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 503) {
            assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("audit-unavailable");
        }
    }
}
