package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway without room for audit entries. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "agentplane.gateway.audit.max-spool=0B"})
@DirtiesContext
class FullAuditSpoolTests {

    private static final EchoService SERVICE = new EchoService("any");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void surroundings(DynamicPropertyRegistry registry) {
        AccessEvents.createTopics();
        registry.add("spring.kafka.bootstrap-servers", TestKafka::bootstrapServers);
        for (String service : List.of("registry", "config", "policy", "scheduler")) {
            registry.add("agentplane.gateway.services." + service, SERVICE::url);
        }
        registry.add(
                "agentplane.gateway.audit.folder", () -> folder.resolve("audit").toString());
        registry.add(
                "agentplane.gateway.decision.folder",
                () -> folder.resolve("decisions").toString());
        registry.add(
                "agentplane.identity.signing-key-file",
                () -> folder.resolve("key.json").toString());
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
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
    void refusesWhatMustNotGoUnrecorded(String method, String path, int status, @Autowired EventCodec codec)
            throws Exception {
        try (var events = new AccessEvents(codec)) {
            events.principal("full", "full", List.of("views:read", "agents:register", "messages:route"), true, 1);
            events.apiKey("full", "full", "ap_full", null, null, 1);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> call("GET", "/agents").statusCode() == 200);

        HttpResponse<String> answer =
                call(method, path.replace("ID", UUID.randomUUID().toString()));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 503) {
            assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("audit-unavailable");
        }
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                        .header("Authorization", "Bearer ap_full")
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
