package io.agentplane.policy.access;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@ServiceTest
class AccessIntegrationTests {

    @Autowired
    private EventCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @AutoClose
    private final TestTopic topic = TestTopic.of(AccessEvent.TOPIC);

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn(@Autowired RestTestClient client) {
        api = new TestApi(client, TestCaller.in("access-" + UUID.randomUUID()));
    }

    @Test
    void listsTheFourRoles() {
        api.get("/roles")
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(4)
                .jsonPath("$.items[?(@.name=='OBSERVER')].permissions[*]")
                .isEqualTo(List.of("logs:read", "views:read"));
    }

    @Test
    void createsAPrincipalAndGivesItARole() {
        PrincipalView principal = principal("ci");
        assertThat(principal.roles()).isEmpty();
        assertThat(principal.enabled()).isTrue();
        assertThat(principal.namespace()).isEqualTo(api.caller().namespace());

        PrincipalView bound = bind(principal, Role.SERVICE_ACCOUNT);

        assertThat(bound.roles()).containsExactly(Role.SERVICE_ACCOUNT);
        assertThat(bound.permissions()).isEqualTo(Role.SERVICE_ACCOUNT.permissions());
        assertThat(bind(principal, Role.SERVICE_ACCOUNT).revision()).isEqualTo(bound.revision());
        assertThat(body(api.get("/principals/" + principal.id()), PrincipalView.class))
                .isEqualTo(bound);
    }

    @Test
    void takesARoleAway() {
        PrincipalView principal = principal("ci");
        bind(principal, Role.SERVICE_ACCOUNT);
        bind(principal, Role.OBSERVER);

        unbind(principal, Role.SERVICE_ACCOUNT).expectStatus().isNoContent();
        unbind(principal, Role.SERVICE_ACCOUNT).expectStatus().isNoContent();

        assertThat(body(api.get("/principals/" + principal.id()), PrincipalView.class))
                .returns(List.of(Role.OBSERVER), PrincipalView::roles)
                .returns(4L, PrincipalView::revision);
    }

    @Test
    void switchesAPrincipalOffAndOn() {
        PrincipalView principal = principal("ci");

        PrincipalView off =
                body(api.put("/principals/" + principal.id(), 1, Map.of("enabled", false)), PrincipalView.class);

        assertThat(off.enabled()).isFalse();
        expectProblem(api.put("/principals/" + principal.id(), 1, Map.of("enabled", true)), 412, "revision-stale");
        expectProblem(api.put("/principals/" + principal.id(), Map.of("enabled", true)), 428, "revision-required");
        assertThat(body(api.put("/principals/" + principal.id(), 2, Map.of("enabled", true)), PrincipalView.class)
                        .enabled())
                .isTrue();
    }

    @Test
    void refusesANameThatIsTaken() {
        principal("ci");

        expectProblem(api.post("/principals", Map.of("name", "ci", "kind", "AGENT")), 409, "principal-name-taken");
    }

    @Test
    void givesNobodyMoreRightsThanTheCallerHas() {
        PrincipalView principal = principal("ci");
        TestApi administrator = api.as(administrator());

        expectProblem(bind(api, principal, Role.SYSTEM_ADMIN), 403, "rights-exceeded");
        bind(administrator, principal, Role.SYSTEM_ADMIN).expectStatus().isOk();
        expectProblem(api.post("/api-keys", Map.of("principalId", principal.id())), 403, "rights-exceeded");
        created(administrator.post("/api-keys", Map.of("principalId", principal.id())), ApiKeyView.class);
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
    void tellsTheGatewaysAllTheyNeed() {
        PrincipalView principal = principal("ci");
        bind(principal, Role.OBSERVER);
        ApiKeyView key = key(principal);

        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(principalEvents(principal.id())).hasSize(2));
        assertThat(principalEvents(principal.id()).getLast()).satisfies(event -> {
            assertThat(event.type()).isEqualTo("principal-changed");
            assertThat(event.namespace()).isEqualTo(api.caller().namespace());
            assertThat(event.state().roles()).containsExactly(Role.OBSERVER);
            assertThat(event.state().permissions()).containsExactly(Permission.LOGS_READ, Permission.VIEWS_READ);
        });
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(keyEvents(key.id()))
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.state().principalId()).isEqualTo(principal.id());
                            assertThat(event.state().hash())
                                    .isEqualTo(new ApiKeySecret(String.valueOf(key.secret())).hash());
                        }));
    }

    @Test
    void deletesAPrincipalWithItsKeys() {
        PrincipalView principal = principal("ci");
        bind(principal, Role.OBSERVER);
        ApiKeyView key = key(principal);

        api.delete("/principals/" + principal.id()).expectStatus().isNoContent();

        expectProblem(api.get("/principals/" + principal.id()), 404, "principal-not-found");
        assertThat(keys("")).isEmpty();
        principal("ci");
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(principalEvents(principal.id()))
                        .hasSize(3)
                        .last()
                        .satisfies(event -> {
                            assertThat(event.state().enabled()).isFalse();
                            assertThat(event.state().deleted()).isTrue();
                            assertThat(event.state().permissions()).isEmpty();
                            assertThat(event.revision()).isEqualTo(3);
                        }));
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(keyEvents(key.id()))
                        .last()
                        .satisfies(event -> assertThat(event.type()).isEqualTo("api-key-revoked")));
    }

    @Test
    void showsNothingOfAnotherNamespace() {
        PrincipalView principal = principal("ci");
        ApiKeyView key = key(principal);
        TestApi stranger = api.as(TestCaller.in("strangers"));

        expectProblem(stranger.get("/principals/" + principal.id()), 404, "principal-not-found");
        expectProblem(stranger.delete("/principals/" + principal.id()), 404, "principal-not-found");
        expectProblem(bind(stranger, principal, Role.OBSERVER), 404, "principal-not-found");
        expectProblem(stranger.post("/api-keys", Map.of("principalId", principal.id())), 404, "principal-not-found");
        expectProblem(stranger.delete("/api-keys/" + key.id()), 404, "api-key-not-found");
        for (String path : List.of("/principals", "/api-keys", "/api-keys?principalId=" + principal.id())) {
            stranger.get(path).expectBody().jsonPath("$.items.length()").isEqualTo(0);
        }
    }

    @Test
    void listsPrincipalsPageByPage() {
        Stream.of("a", "b", "c").forEach(this::principal);

        Map<?, ?> first = body(api.get("/principals?limit=2"), Map.class);

        assertThat((List<?>) first.get("items")).hasSize(2);
        api.get("/principals?limit=2&cursor=" + first.get("nextCursor"))
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].name")
                .isEqualTo("c")
                .jsonPath("$.nextCursor")
                .doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    POST   | /principals    | {"name":"a"}                                         | kind
                    POST   | /principals    | {"name":"","kind":"AGENT"}                           | name
                    POST   | /principals    | {"name":"a","kind":"ROBOT"}                          | kind
                    POST   | /principals    | {"name":"a","kind":"AGENT","namespace":"other"}      | namespace
                    PUT    | /role-bindings | {"role":"OBSERVER"}                                  | principalId
                    DELETE | /role-bindings | {"principalId":"01900000-0000-7000-8000-000000000001"} | role
                    POST   | /api-keys      | {}                                                   | principalId
                    POST   | /api-keys      | {"principalId":"01900000-0000-7000-8000-000000000001","expiresAt":"2001-01-01T00:00:00Z"} | expiresAt
                    """)
    void refusesBadInput(HttpMethod method, String path, String request, String field) {
        RequestBodySpec spec = api.request(method, path).contentType(MediaType.APPLICATION_JSON);
        spec.body(request);

        spec.exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private TestCaller administrator() {
        return new TestCaller(
                "administrator",
                api.caller().namespace(),
                Stream.of(Permission.values()).map(Permission::wireName).toList());
    }

    private PrincipalView principal(String name) {
        return created(api.post("/principals", Map.of("name", name, "kind", "SERVICE")), PrincipalView.class);
    }

    private PrincipalView bind(PrincipalView principal, Role role) {
        return body(bind(api, principal, role), PrincipalView.class);
    }

    private static ResponseSpec bind(TestApi api, PrincipalView principal, Role role) {
        return api.put("/role-bindings", Map.of("principalId", principal.id(), "role", role));
    }

    private ResponseSpec unbind(PrincipalView principal, Role role) {
        RequestBodySpec request =
                api.request(HttpMethod.DELETE, "/role-bindings").contentType(MediaType.APPLICATION_JSON);
        request.body(Map.of("principalId", principal.id(), "role", role));
        return request.exchange();
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

    private List<InboundEvent<PrincipalView>> principalEvents(UUID id) {
        return events(id, PrincipalView.class);
    }

    private List<InboundEvent<ApiKeyState>> keyEvents(UUID id) {
        return events(id, ApiKeyState.class);
    }

    private <T> List<InboundEvent<T>> events(UUID id, Class<T> type) {
        return topic.messagesOf(id.toString()).stream()
                .map(message -> codec.decode(message, type))
                .toList();
    }
}
