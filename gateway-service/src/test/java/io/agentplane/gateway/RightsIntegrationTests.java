package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.agentplane.platform.test.TestTopic;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers may do follows from roles, bindings and agents as they are at the moment, at every gateway. */
@Tag("replica")
@ExtendWith(TwoGateways.Shared.class)
class RightsIntegrationTests {

    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private static TestGateway one;
    private static TestGateway other;

    private final String home = "home-" + UUID.randomUUID();
    private final String elsewhere = "elsewhere-" + UUID.randomUUID();
    private final String person = UUID.randomUUID().toString();
    private final String key = "ap_" + UUID.randomUUID();
    private final String keyId = UUID.randomUUID().toString();
    private AccessEvents events;

    @BeforeAll
    static void useTwo(TwoGateways shared) {
        one = shared.one();
        other = shared.other();
    }

    @BeforeEach
    void someone() {
        events = new AccessEvents(one.codec());
        events.holder(person, home, List.of("outer"), 1);
        events.apiKey(keyId, person, key, null, null, 1);
        events.role(home, "outer", List.of(), List.of("inner"), 1);
        events.role(home, "inner", List.of("views:read"), List.of(), 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> one.status("GET", "/agents", key) == 200);
    }

    @AfterEach
    void done() {
        events.close();
    }

    @Test
    void narrowingARoleBindsAllItsHoldersAtEveryGatewayAtOnce() throws Exception {
        await().until(() -> other.status("GET", "/agents", key) == 200);

        events.role(home, "inner", List.of(), List.of(), 2);
        await().atMost(AT_MOST)
                .until(() -> one.status("GET", "/agents", key) == 403 && other.status("GET", "/agents", key) == 403);

        events.role(home, "inner", List.of("views:read", "agents:register"), List.of(), 3);
        await().atMost(AT_MOST)
                .until(() -> one.status("POST", "/agents", key) == 200 && other.status("POST", "/agents", key) == 200);

        events.apiKey(keyId, person, key, null, Instant.now(), 2);
        await().atMost(AT_MOST)
                .until(() -> one.status("GET", "/agents", key) == 401 && other.status("GET", "/agents", key) == 401);
    }

    @Test
    void checksACallInTheNamespaceThatItNames() throws Exception {
        String there = "?namespace=" + elsewhere;
        assertThat(one.status("GET", "/agents" + there, key)).isEqualTo(404);

        events.role(elsewhere, "reviewer", List.of("logs:read"), List.of(), 1);
        events.binding(person, elsewhere, List.of("reviewer", "sender"), List.of("messages:route"), 1);
        await().atMost(AT_MOST).until(() -> one.status("GET", "/decisions" + there, key) == 200);

        assertThat(one.status("GET", "/agents" + there, key)).isEqualTo(403);
        assertThat(one.status("GET", "/decisions", key)).isEqualTo(403);
        JWTClaimsSet vouched = claims(one.call("GET", "/decisions" + there, key));
        assertThat(vouched.getStringClaim("namespace")).isEqualTo(elsewhere);
        assertThat(vouched.getStringListClaim("permissions")).containsExactlyInAnyOrder("logs:read", "messages:route");
        assertThat(claims(one.call("GET", "/agents", key)).getStringListClaim("permissions"))
                .containsExactly("views:read");

        String me = one.call("GET", "/me", key).body();
        assertThat(JsonPath.<List<String>>read(me, "$.roles")).containsExactly("outer");
        assertThat(JsonPath.<List<String>>read(me, "$.permissions")).containsExactly("views:read");
        assertThat(JsonPath.<List<String>>read(me, "$.namespaces[*].namespace")).containsExactly(home, elsewhere);
        assertThat(JsonPath.<List<String>>read(me, "$.namespaces[1].permissions"))
                .containsExactly("logs:read", "messages:route");

        events.binding(person, elsewhere, List.of(), List.of(), 2);
        await().atMost(AT_MOST).until(() -> one.status("GET", "/decisions" + there, key) == 404);
    }

    @ParameterizedTest
    @CsvSource({"heartbeat", "activate", "tasks/claim", "tasks/complete"})
    void letsAnAgentActAsItselfOnly(String verb) throws Exception {
        String agent = UUID.randomUUID().toString();
        String agentKey = "ap_" + UUID.randomUUID();
        String principal = UUID.randomUUID().toString();
        events.agent(principal, agent, home, List.of("views:read", "agents:register", "messages:route"));
        events.apiKey(UUID.randomUUID().toString(), principal, agentKey, null, null, 1);
        await().until(() -> one.status("GET", "/agents", agentKey) == 200);

        String own = "/agents/" + agent.toUpperCase(Locale.ROOT) + "/" + verb;
        HttpResponse<String> allowed = one.call("POST", own, agentKey);
        HttpResponse<String> refused = one.call("POST", "/agents/" + UUID.randomUUID() + "/" + verb, agentKey);

        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(claims(allowed).getStringClaim("agentId")).isEqualTo(agent);
        assertThat(claims(one.call("GET", "/agents", key)).getClaim("agentId")).isNull();
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

    private static JWTClaimsSet claims(HttpResponse<String> answer) throws Exception {
        return SignedJWT.parse(
                        JsonPath.<String>read(answer.body(), "$.authorization").substring("Bearer ".length()))
                .getJWTClaimsSet();
    }
}
