package io.agentplane.policy.access;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.policy.OtherService;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.access.KeyUses.KeyUse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class ApiKeyIntegrationTests extends PolicyStage {

    @Autowired
    private EventCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @AutoClose
    private final TestTopic topic = TestTopic.of(AccessEvent.TOPIC);

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("keys-" + UUID.randomUUID()));
    }

    @Test
    void showsAKeyOnceAndKeepsOnlyItsHash() {
        PrincipalView principal = principal("ci");
        Instant expiresAt = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);

        ApiKeyView key = created(
                api.post("/api-keys", Map.of("principalId", principal.id(), "expiresAt", expiresAt)), ApiKeyView.class);

        assertThat(key.secret()).startsWith(key.prefix()).matches("ap_[A-Za-z0-9_-]{43}");
        assertThat(key.expiresAt()).isEqualTo(expiresAt);
        assertThat(keys("?principalId=" + principal.id()))
                .singleElement()
                .satisfies(shown -> assertThat(shown)
                        .containsEntry("prefix", key.prefix())
                        .doesNotContainKeys("secret", "hash", "revokedAt"));
        assertThat(keys("?principalId=" + UUID.randomUUID())).isEmpty();
        assertThat(jdbc.sql("SELECT hash FROM api_key WHERE id = :id")
                        .param("id", key.id())
                        .query(String.class)
                        .single())
                .isEqualTo(new ApiKeySecret(String.valueOf(key.secret())).hash());
    }

    @Test
    void saysWhichKeyOfWhomItMadeAndEndedForTheAuditLog() {
        PrincipalView principal = principal("ci");

        var made = createKey(principal, "once").returnResult(ApiKeyView.class);
        ApiKeyView key = Objects.requireNonNull(made.getResponseBody());
        String place = "/api/v1/api-keys/" + key.id() + "?principalId=" + principal.id();

        assertThat(made.getResponseHeaders().getFirst("Agentplane-Recorded-As")).endsWith(place);
        assertThat(api.delete("/api-keys/" + key.id())
                        .returnResult(Void.class)
                        .getResponseHeaders()
                        .getFirst("Agentplane-Recorded-As"))
                .endsWith(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+58859-01-19T00:00:00Z", "1795219200000", "9999-12-31T23:59:59Z"})
    void makesNoKeyForAgesOrForATimeInAnotherForm(String expiresAt) {
        PrincipalView principal = principal("ci");
        Object number = expiresAt.matches("[0-9]+") ? Long.valueOf(expiresAt) : expiresAt;

        for (Object time : List.of(expiresAt, number)) {
            expectProblem(
                    api.post("/api-keys", Map.of("principalId", principal.id(), "expiresAt", time)),
                    400,
                    "invalid-request");
        }
        Instant inYears = Instant.now().plus(3652, ChronoUnit.DAYS);
        api.post("/api-keys", Map.of("principalId", principal.id(), "expiresAt", inYears))
                .expectStatus()
                .isCreated();
        expectProblem(
                api.post(
                        "/api-keys",
                        Map.of("principalId", principal.id(), "expiresAt", inYears.plus(2, ChronoUnit.DAYS))),
                400,
                "invalid-request");
        assertThat(keys("")).hasSize(1);
    }

    @Test
    void keepsNoSecretForARepeatedCreation() {
        PrincipalView principal = principal("ci");

        ApiKeyView first = created(createKey(principal, "once"), ApiKeyView.class);
        ApiKeyView second = created(createKey(principal, "once"), ApiKeyView.class);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.secret()).isNull();
        assertThat(jdbc.sql("SELECT answer FROM idempotency_key WHERE namespace = :namespace AND key = 'once'")
                        .param("namespace", api.caller().namespace())
                        .query(String.class)
                        .single())
                .doesNotContain(String.valueOf(first.secret()));
    }

    @Test
    void revokesAKeyOnce() {
        PrincipalView principal = principal("ci");
        ApiKeyView key = key(principal);

        api.delete("/api-keys/" + key.id()).expectStatus().isNoContent();
        api.delete("/api-keys/" + key.id()).expectStatus().isNoContent();

        assertThat(keys(""))
                .singleElement()
                .satisfies(shown -> assertThat(shown).containsKey("revokedAt").containsEntry("revision", 2));
        expectProblem(api.delete("/api-keys/" + UUID.randomUUID()), 404, "api-key-not-found");
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(keyEvents(key.id()))
                        .extracting(InboundEvent::type, InboundEvent::revision)
                        .containsExactly(tuple("api-key-created", 1L), tuple("api-key-revoked", 2L)));
        assertThat(keyEvents(key.id()).getLast().state().revokedAt()).isNotNull();
    }

    @Test
    void keepsWhatPeopleCallAKey() {
        PrincipalView principal = principal("ci");

        ApiKeyView key = created(
                api.post("/api-keys", Map.of("principalId", principal.id(), "name", "laptop", "description", "Ann's")),
                ApiKeyView.class);

        assertThat(key.name()).isEqualTo("laptop");
        assertThat(keys(""))
                .singleElement()
                .satisfies(shown -> assertThat(shown)
                        .containsEntry("name", "laptop")
                        .containsEntry("description", "Ann's")
                        .doesNotContainKey("lastUsedAt"));
    }

    @Test
    void learnsFromTheGatewaysWhenAKeyWasUsedLast() {
        PrincipalView principal = principal("ci");
        ApiKeyView key = key(principal);
        ApiKeyView other = key(principal);
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");

        OtherService.send(
                uses(api.caller().namespace(), key, noon),
                uses(api.caller().namespace(), key, noon.minusSeconds(60)),
                uses("strangers", other, noon),
                uses(api.caller().namespace(), other, noon.plusSeconds(1)));

        await().untilAsserted(() -> assertThat(keys(""))
                .extracting(shown -> shown.get("lastUsedAt"), shown -> shown.get("revision"))
                .containsExactly(tuple("2026-01-01T12:00:00Z", 1), tuple("2026-01-01T12:00:01Z", 1)));
    }

    private ProducerRecord<String, byte[]> uses(String namespace, ApiKeyView key, Instant at) {
        return codec.encode(new StoredEvent(
                UUID.randomUUID(),
                KeyUseListener.TOPIC,
                "keys-used",
                "/gateway-service",
                api.caller().namespace(),
                namespace,
                1,
                at,
                null,
                codec.encodeState(new KeyUses(List.of(new KeyUse(key.id(), at))))));
    }

    private PrincipalView principal(String name) {
        return created(api.post("/principals", Map.of("name", name, "kind", "SERVICE")), PrincipalView.class);
    }

    private ApiKeyView key(PrincipalView principal) {
        return created(api.post("/api-keys", Map.of("principalId", principal.id())), ApiKeyView.class);
    }

    private ResponseSpec createKey(PrincipalView principal, String idempotencyKey) {
        RequestBodySpec request = api.request(HttpMethod.POST, "/api-keys").header("Idempotency-Key", idempotencyKey);
        request.body(Map.of("principalId", principal.id()));
        return request.exchange();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> keys(String query) {
        return (List<Map<String, Object>>)
                body(api.get("/api-keys" + query), Map.class).get("items");
    }

    private List<InboundEvent<ApiKeyState>> keyEvents(UUID id) {
        return topic.messagesOf(id.toString()).stream()
                .map(message -> codec.decode(message, ApiKeyState.class))
                .toList();
    }
}
