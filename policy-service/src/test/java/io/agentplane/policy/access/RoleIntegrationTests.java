package io.agentplane.policy.access;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.access.Permission;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.policy.PolicyStage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class RoleIntegrationTests extends PolicyStage {

    @Autowired
    private EventCodec codec;

    @AutoClose
    private final TestTopic topic = TestTopic.of(AccessEvent.TOPIC);

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("roles-" + UUID.randomUUID()));
    }

    @Test
    void listsTheFourBuiltInRolesAndThenTheNamespacesOwn() {
        role("reviewer", List.of("logs:read"), List.of("OBSERVER"));

        List<RoleView> roles = body(api.get("/roles"), RolePage.class).items();

        assertThat(roles)
                .extracting(RoleView::name)
                .containsExactly("SYSTEM_ADMIN", "AGENT_MANAGER", "OBSERVER", "SERVICE_ACCOUNT", "reviewer");
        assertThat(roles.get(2))
                .returns(true, RoleView::builtIn)
                .returns(BuiltInRole.OBSERVER.permissions(), RoleView::effectivePermissions);
        assertThat(roles.getLast())
                .returns(List.of(Permission.LOGS_READ), RoleView::permissions)
                .returns(List.of("OBSERVER"), RoleView::includes)
                .returns(BuiltInRole.OBSERVER.permissions(), RoleView::effectivePermissions)
                .returns(1L, RoleView::revision);
        assertThat(body(api.get("/roles/reviewer"), RoleView.class)).isEqualTo(roles.getLast());
    }

    @Test
    void tellsTheGatewaysOfEachChangeWithoutTheBuiltInRoles() {
        role("reader", List.of("views:read"), List.of());
        role("reviewer", List.of(), List.of("reader", "OBSERVER"));
        api.put("/roles/reviewer", 1, Map.of("permissions", List.of(), "includes", List.of("reader")))
                .expectStatus()
                .isOk();
        api.delete("/roles/reviewer", 2).expectStatus().isNoContent();

        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(events("reviewer"))
                        .satisfiesExactly(
                                first -> {
                                    assertThat(first.includes()).containsExactly("reader");
                                    assertThat(first.permissions())
                                            .containsExactly(Permission.LOGS_READ, Permission.VIEWS_READ);
                                },
                                second -> assertThat(second.permissions()).isEmpty(),
                                third -> assertThat(third)
                                        .returns(true, RoleState::deleted)
                                        .returns(3L, RoleState::revision)));
    }

    @Test
    void goesOnCountingWhenADeletedRoleIsMadeAgain() {
        role("reviewer", List.of("logs:read"), List.of());
        api.delete("/roles/reviewer", 1).expectStatus().isNoContent();

        expectProblem(api.get("/roles/reviewer"), 404, "role-not-found");
        assertThat(role("reviewer", List.of(), List.of()).revision()).isEqualTo(3);
    }

    @Test
    void refusesACycleAndNamesIt() {
        role("a", List.of(), List.of());
        role("b", List.of(), List.of("a"));
        role("c", List.of(), List.of("b"));

        ResponseSpec refused = api.put("/roles/a", 1, Map.of("includes", List.of("c")));

        refused.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("cyclic-roles")
                .jsonPath("$.cycle")
                .isEqualTo(List.of("a", "c", "b", "a"));
        assertThat(body(api.get("/roles/a"), RoleView.class).includes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"x","permissions":["everything"]} | 422 | unknown-permission
            {"name":"x","includes":["nobody"]}        | 422 | unknown-role
            {"name":"x","includes":["x"]}             | 422 | cyclic-roles
            {"name":"taken"}                          | 409 | role-name-taken
            {"name":"OBSERVER"}                       | 409 | role-built-in
            {"name":"system_admin"}                   | 409 | role-built-in
            {"name":"x","permissions":["namespaces:any"]}   | 403 | rights-exceeded
            {"name":"x","includes":["SYSTEM_ADMIN"]}  | 403 | rights-exceeded
            """)
    void refusesWhatIsNoSoundRole(String request, int status, String code) {
        role("taken", List.of(), List.of());

        expectProblem(api.post("/roles", request), status, code);
    }

    @Test
    void letsNobodyWidenARoleBeyondTheirOwnRightsButNarrowIt() {
        TestApi observer = api.as(
                new TestCaller("observer", api.caller().namespace(), List.of("configuration:change", "views:read")));
        role("worker", List.of("agents:register", "views:read"), List.of());
        role("inner", List.of(), List.of());
        role("outer", List.of(), List.of("inner"));

        expectProblem(
                observer.put("/roles/worker", 1, Map.of("permissions", List.of("agents:register", "logs:read"))),
                403,
                "rights-exceeded");
        expectProblem(
                observer.put("/roles/inner", 1, Map.of("permissions", List.of("logs:read"))), 403, "rights-exceeded");
        observer.put("/roles/worker", 1, Map.of("permissions", List.of("agents:register")))
                .expectStatus()
                .isOk();
        expectProblem(bind(observer, principal(), "worker"), 403, "rights-exceeded");
    }

    @Test
    void deletesNoRoleThatSomeoneHoldsOrIncludes() {
        role("inner", List.of("logs:read"), List.of());
        role("outer", List.of(), List.of("inner"));
        UUID holder = principal();
        bind(api, holder, "inner").expectStatus().isOk();

        api.delete("/roles/inner", 1)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("role-in-use")
                .jsonPath("$.includedBy")
                .isEqualTo(List.of("outer"))
                .jsonPath("$.heldBy")
                .isEqualTo(List.of(holder.toString()));
    }

    @Test
    void givesItsHoldersWhatARoleGivesAtPresent() {
        role("inner", List.of("logs:read"), List.of());
        role("outer", List.of(), List.of("inner"));
        UUID holder = principal();
        bind(api, holder, "outer").expectStatus().isOk();
        expectProblem(bind(api, holder, "nobody"), 422, "unknown-role");

        api.put("/roles/inner", 1, Map.of("permissions", List.of("views:read")))
                .expectStatus()
                .isOk();

        assertThat(body(api.get("/principals/" + holder), PrincipalView.class).permissions())
                .containsExactly(Permission.VIEWS_READ);
    }

    @Test
    void wantsTheRevisionThatWasRead() {
        role("reviewer", List.of(), List.of());

        expectProblem(api.put("/roles/reviewer", Map.of()), 428, "revision-required");
        expectProblem(api.put("/roles/reviewer", 7, Map.of()), 412, "revision-stale");
        expectProblem(api.delete("/roles/reviewer", 7), 412, "revision-stale");
        expectProblem(api.put("/roles/OBSERVER", 1, Map.of()), 409, "role-built-in");
    }

    @Test
    void includesRolesTenDeepAndNoDeeper() {
        role("r1", List.of(), List.of());
        IntStream.rangeClosed(2, 10).forEach(depth -> role("r" + depth, List.of(), List.of("r" + (depth - 1))));

        expectProblem(api.post("/roles", Map.of("name", "r11", "includes", List.of("r10"))), 422, "roles-too-deep");
        role("r0", List.of(), List.of());
        expectProblem(api.put("/roles/r1", 1, Map.of("includes", List.of("r0"))), 422, "roles-too-deep");
    }

    @Test
    void hasRoomForTwoHundredRolesAndFiftyIncludes() {
        List<String> names = IntStream.range(0, 200).mapToObj(n -> "r" + n).toList();
        names.forEach(name -> role(name, List.of(), List.of()));

        expectProblem(api.post("/roles", Map.of("name", "one-more")), 422, "too-many-roles");
        expectProblem(api.put("/roles/r0", 1, Map.of("includes", names.subList(1, 52))), 400, "invalid-request");
        api.put("/roles/r0", 1, Map.of("includes", names.subList(1, 51)))
                .expectStatus()
                .isOk();
    }

    @Test
    void showsNothingOfAnotherNamespace() {
        role("secret", List.of(), List.of());
        TestApi stranger = api.as(TestCaller.in("strangers"));

        expectProblem(stranger.get("/roles/secret"), 404, "role-not-found");
        expectProblem(stranger.put("/roles/secret", 1, Map.of()), 404, "role-not-found");
        expectProblem(stranger.delete("/roles/secret", 1), 404, "role-not-found");
        assertThat(body(stranger.get("/roles"), RolePage.class).items())
                .extracting(RoleView::name)
                .doesNotContain("secret");
    }

    private RoleView role(String name, List<String> permissions, List<String> includes) {
        return created(
                api.post("/roles", Map.of("name", name, "permissions", permissions, "includes", includes)),
                RoleView.class);
    }

    private UUID principal() {
        return created(
                        api.post("/principals", Map.of("name", "p" + UUID.randomUUID(), "kind", "SERVICE")),
                        PrincipalView.class)
                .id();
    }

    private static ResponseSpec bind(TestApi as, UUID principal, String role) {
        return as.put("/role-bindings", Map.of("principalId", principal, "role", role));
    }

    private List<RoleState> events(String role) {
        return topic.messagesOf("role/" + api.caller().namespace() + "/" + role).stream()
                .map(message -> codec.decode(message, RoleState.class).state())
                .toList();
    }

    private record RolePage(List<RoleView> items) {}
}
