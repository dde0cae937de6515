package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.platform.test.TestTopic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What callers may do follows from roles, bindings and agents as they are at the moment, at every gateway. */
class RightsIntegrationTests {

    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private final EchoService service = new EchoService("service");
    private final String home = "home-" + UUID.randomUUID();
    private final String elsewhere = "elsewhere-" + UUID.randomUUID();
    private final String person = UUID.randomUUID().toString();
    private final String key = "ap_" + UUID.randomUUID();
    private final String keyId = UUID.randomUUID().toString();
    private ConfigurableApplicationContext gateway;
    private AccessEvents events;

    @BeforeEach
    void start() {
        AccessEvents.createTopics();
        gateway = startGateway();
        events = new AccessEvents(gateway.getBean(EventCodec.class));
        events.holder(person, home, List.of("outer"), 1);
        events.apiKey(keyId, person, key, null, null, 1);
        events.role(home, "outer", List.of(), List.of("inner"), 1);
        events.role(home, "inner", List.of("views:read"), List.of(), 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> status(gateway, "GET", "/agents", key) == 200);
    }

    @AfterEach
    void stop() {
        events.close();
        gateway.close();
        service.close();
    }

    @Test
    void narrowingARoleBindsAllItsHoldersAtEveryGatewayAtOnce() throws Exception {
        try (ConfigurableApplicationContext other = startGateway()) {
            await().until(() -> status(other, "GET", "/agents", key) == 200);

            events.role(home, "inner", List.of(), List.of(), 2);
            await().atMost(AT_MOST)
                    .until(() -> status(gateway, "GET", "/agents", key) == 403
                            && status(other, "GET", "/agents", key) == 403);

            events.role(home, "inner", List.of("views:read", "agents:register"), List.of(), 3);
            await().atMost(AT_MOST)
                    .until(() -> status(gateway, "POST", "/agents", key) == 200
                            && status(other, "POST", "/agents", key) == 200);

            events.apiKey(keyId, person, key, null, Instant.now(), 2);
            await().atMost(AT_MOST)
                    .until(() -> status(gateway, "GET", "/agents", key) == 401
                            && status(other, "GET", "/agents", key) == 401);
        }
    }

    @Test
    void checksACallInTheNamespaceThatItNames() throws Exception {
        String there = "?namespace=" + elsewhere;
        assertThat(status(gateway, "GET", "/agents" + there, key)).isEqualTo(404);

        events.role(elsewhere, "reviewer", List.of("logs:read"), List.of(), 1);
        events.binding(person, elsewhere, List.of("reviewer", "SERVICE_ACCOUNT"), List.of("messages:route"), 1);
        await().atMost(AT_MOST).until(() -> status(gateway, "GET", "/decisions" + there, key) == 200);

        assertThat(status(gateway, "GET", "/agents" + there, key)).isEqualTo(403);
        assertThat(status(gateway, "GET", "/decisions", key)).isEqualTo(403);
        JWTClaimsSet vouched = claims(call(gateway, "GET", "/decisions" + there, key));
        assertThat(vouched.getStringClaim("namespace")).isEqualTo(elsewhere);
        assertThat(vouched.getStringListClaim("permissions")).containsExactlyInAnyOrder("logs:read", "messages:route");
        assertThat(claims(call(gateway, "GET", "/agents", key)).getStringListClaim("permissions"))
                .containsExactly("views:read");

        String me = call(gateway, "GET", "/me", key).body();
        assertThat(JsonPath.<List<String>>read(me, "$.roles")).containsExactly("outer");
        assertThat(JsonPath.<List<String>>read(me, "$.permissions")).containsExactly("views:read");
        assertThat(JsonPath.<List<String>>read(me, "$.namespaces[*].namespace")).containsExactly(home, elsewhere);
        assertThat(JsonPath.<List<String>>read(me, "$.namespaces[1].permissions"))
                .containsExactly("logs:read", "messages:route");

        events.binding(person, elsewhere, List.of(), List.of(), 2);
        await().atMost(AT_MOST).until(() -> status(gateway, "GET", "/decisions" + there, key) == 404);
    }

    @ParameterizedTest
    @CsvSource({"heartbeat", "activate", "tasks/claim", "tasks/complete"})
    void letsAnAgentActAsItselfOnly(String verb) throws Exception {
        String agent = UUID.randomUUID().toString();
        String agentKey = "ap_" + UUID.randomUUID();
        String principal = UUID.randomUUID().toString();
        events.agent(principal, agent, home, List.of("views:read", "agents:register", "messages:route"));
        events.apiKey(UUID.randomUUID().toString(), principal, agentKey, null, null, 1);
        await().until(() -> status(gateway, "GET", "/agents", agentKey) == 200);

        String own = "/agents/" + agent.toUpperCase(Locale.ROOT) + "/" + verb;
        HttpResponse<String> allowed = call(gateway, "POST", own, agentKey);
        HttpResponse<String> refused = call(gateway, "POST", "/agents/" + UUID.randomUUID() + "/" + verb, agentKey);

        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(claims(allowed).getStringClaim("agentId")).isEqualTo(agent);
        assertThat(claims(call(gateway, "GET", "/agents", key)).getClaim("agentId"))
                .isNull();
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(JsonPath.<String>read(refused.body(), "$.code")).isEqualTo("agent-mismatch");
    }

    @Test
    void tellsWhichKeysWereUsed() {
        try (TestTopic uses = TestTopic.of("agentplane.gateway.key-uses.v1")) {
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(uses.messagesOf(home))
                            .anySatisfy(message -> assertThat(new String(message.value(), StandardCharsets.UTF_8))
                                    .contains(keyId)));
        }
    }

    private ConfigurableApplicationContext startGateway() {
        return new SpringApplicationBuilder(GatewayService.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                        "--agentplane.gateway.services.registry=" + service.url(),
                        "--agentplane.gateway.services.scheduler=" + service.url(),
                        "--agentplane.gateway.services.policy=" + service.url(),
                        "--agentplane.gateway.access.key-use-interval=PT0.2S",
                        "--agentplane.gateway.audit.folder=" + folder.resolve("audit-" + UUID.randomUUID()),
                        "--agentplane.gateway.decision.folder=" + folder.resolve("decisions-" + UUID.randomUUID()),
                        "--agentplane.identity.signing-key-file=" + folder.resolve("identity.json"));
    }

    private static JWTClaimsSet claims(HttpResponse<String> answer) throws Exception {
        return SignedJWT.parse(
                        JsonPath.<String>read(answer.body(), "$.authorization").substring("Bearer ".length()))
                .getJWTClaimsSet();
    }

    private static int status(ConfigurableApplicationContext context, String method, String path, String key)
            throws Exception {
        return call(context, method, path, key).statusCode();
    }

    private static HttpResponse<String> call(
            ConfigurableApplicationContext context, String method, String path, String key) throws Exception {
        String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .header("Authorization", "Bearer " + key)
                .method(method, BodyPublishers.noBody())
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
