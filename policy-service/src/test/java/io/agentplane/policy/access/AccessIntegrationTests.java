package io.agentplane.policy.access;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.access.Permission;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.policy.PolicyStage;
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
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class AccessIntegrationTests extends PolicyStage {

    @Autowired
    private EventCodec codec;

    @AutoClose
    private final TestTopic topic = TestTopic.of(AccessEvent.TOPIC);

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("access-" + UUID.randomUUID()));
    }

    @Test
    void createsAPrincipalAndGivesItARole() {
        PrincipalView principal = principal("ci");
        assertThat(principal.roles()).isEmpty();
        assertThat(principal.enabled()).isTrue();
        assertThat(principal.namespace()).isEqualTo(api.caller().namespace());

        RoleBindingView bound = bind(principal, BuiltInRole.SERVICE_ACCOUNT);

        assertThat(bound.roles()).containsExactly("SERVICE_ACCOUNT");
        assertThat(bound.permissions()).isEqualTo(BuiltInRole.SERVICE_ACCOUNT.permissions());
        assertThat(bind(principal, BuiltInRole.SERVICE_ACCOUNT)).isEqualTo(bound);
        assertThat(body(api.get("/principals/" + principal.id()), PrincipalView.class))
                .returns(bound.roles(), PrincipalView::roles)
                .returns(bound.permissions(), PrincipalView::permissions)
                .returns(2L, PrincipalView::revision);
    }

    @Test
    void takesARoleAway() {
        PrincipalView principal = principal("ci");
        bind(principal, BuiltInRole.SERVICE_ACCOUNT);
        bind(principal, BuiltInRole.OBSERVER);

        unbind(principal, BuiltInRole.SERVICE_ACCOUNT).expectStatus().isNoContent();
        unbind(principal, BuiltInRole.SERVICE_ACCOUNT).expectStatus().isNoContent();

        assertThat(body(api.get("/principals/" + principal.id()), PrincipalView.class))
                .returns(List.of("OBSERVER"), PrincipalView::roles)
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
    void bindsAnAgentsPrincipalToItsAgent() {
        UUID agent = agent(api.caller().namespace());

        PrincipalView principal = created(
                api.post("/principals", Map.of("name", "coder", "kind", "AGENT", "agentId", agent)),
                PrincipalView.class);

        assertThat(principal.agentId()).isEqualTo(agent);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(principalEvents(principal.id()))
                        .singleElement()
                        .satisfies(event -> assertThat(event.state().agentId()).isEqualTo(agent)));
    }

    @Test
    void refusesANameThatIsTaken() {
        principal("ci");

        expectProblem(api.post("/principals", Map.of("name", "ci", "kind", "PERSON")), 409, "principal-name-taken");
    }

    @Test
    void givesNobodyMoreRightsThanTheCallerHas() {
        PrincipalView principal = principal("ci");
        TestApi administrator = api.as(administrator());

        expectProblem(bind(api, principal, BuiltInRole.SYSTEM_ADMIN), 403, "rights-exceeded");
        bind(administrator, principal, BuiltInRole.SYSTEM_ADMIN).expectStatus().isOk();
        expectProblem(api.post("/api-keys", Map.of("principalId", principal.id())), 403, "rights-exceeded");
        created(administrator.post("/api-keys", Map.of("principalId", principal.id())), ApiKeyView.class);
    }

    @Test
    void tellsTheGatewaysAllTheyNeed() {
        PrincipalView principal = principal("ci");
        bind(principal, BuiltInRole.OBSERVER);
        ApiKeyView key = key(principal);

        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(principalEvents(principal.id())).hasSize(2));
        assertThat(principalEvents(principal.id()).getLast()).satisfies(event -> {
            assertThat(event.type()).isEqualTo("principal-changed");
            assertThat(event.namespace()).isEqualTo(api.caller().namespace());
            assertThat(event.state().roles()).containsExactly("OBSERVER");
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
        bind(principal, BuiltInRole.OBSERVER);
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
                    POST   | /principals    | {"name":"","kind":"PERSON"}                          | name
                    POST   | /principals    | {"name":"a","kind":"AGENT"}                          | agentId
                    POST   | /principals    | {"name":"a","kind":"SERVICE","agentId":"01900000-0000-7000-8000-000000000001"} | agentId
                    POST   | /principals    | {"name":"a","kind":"ROBOT"}                          | kind
                    POST   | /principals    | {"name":"a","kind":"PERSON","namespace":"other"}     | namespace
                    PUT    | /role-bindings | {"role":"OBSERVER"}                                  | principalId
                    PUT    | /role-bindings | {"principalId":"01900000-0000-7000-8000-000000000001","role":"../x"} | role
                    PUT    | /role-bindings | {"principalId":"01900000-0000-7000-8000-000000000001","role":"a","namespace":" "} | namespace
                    POST   | /roles         | {"name":"1"}                                         | name
                    POST   | /roles         | {"name":"a","includes":[""]}                         | includes[0]
                    POST   | /api-keys      | {}                                                   | principalId
                    POST   | /api-keys      | {"principalId":"01900000-0000-7000-8000-000000000001","name":""} | name
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

    private RoleBindingView bind(PrincipalView principal, BuiltInRole role) {
        return body(bind(api, principal, role), RoleBindingView.class);
    }

    private static ResponseSpec bind(TestApi api, PrincipalView principal, BuiltInRole role) {
        return api.put("/role-bindings", Map.of("principalId", principal.id(), "role", role));
    }

    private ResponseSpec unbind(PrincipalView principal, BuiltInRole role) {
        return api.delete("/role-bindings?principalId=" + principal.id() + "&role=" + role);
    }

    private ApiKeyView key(PrincipalView principal) {
        return created(api.post("/api-keys", Map.of("principalId", principal.id())), ApiKeyView.class);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> keys(String query) {
        return (List<Map<String, Object>>)
                body(api.get("/api-keys" + query), Map.class).get("items");
    }

    private List<InboundEvent<PrincipalState>> principalEvents(UUID id) {
        return events(id, PrincipalState.class);
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
