package io.agentplane.policy.access;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.policy.PolicyStage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Roles of principals in other namespaces than their own. */
class RoleBindingIntegrationTests extends PolicyStage {

    @Autowired
    private EventCodec codec;

    @AutoClose
    private final TestTopic topic = TestTopic.of(AccessEvent.TOPIC);

    private TestApi home;
    private TestApi elsewhere;
    private UUID principal;

    @BeforeEach
    void makeAPrincipalAtHome() {
        home = new TestApi(client, TestCaller.in("home-" + UUID.randomUUID()));
        elsewhere = new TestApi(client, TestCaller.in("elsewhere-" + UUID.randomUUID()));
        principal = created(home.post("/principals", Map.of("name", "guest", "kind", "SERVICE")), PrincipalView.class)
                .id();
    }

    @Test
    void holdsARoleOfTheNamespaceThatGivesIt() {
        created(
                elsewhere.post("/roles", Map.of("name", "reviewer", "permissions", List.of("logs:read"))),
                RoleView.class);

        RoleBindingView bound = body(bind(elsewhere, "reviewer", null), RoleBindingView.class);

        assertThat(bound)
                .returns(elsewhere.caller().namespace(), RoleBindingView::namespace)
                .returns(false, RoleBindingView::home)
                .returns(List.of(Permission.LOGS_READ), RoleBindingView::permissions);
        assertThat(body(home.get("/principals/" + principal), PrincipalView.class))
                .returns(List.of(), PrincipalView::roles)
                .returns(1L, PrincipalView::revision);
        expectProblem(elsewhere.get("/principals/" + principal), 404, "principal-not-found");
        expectProblem(elsewhere.delete("/roles/reviewer", 1), 409, "role-in-use");
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(events())
                        .containsExactly(new RoleBindingState(
                                principal, elsewhere.caller().namespace(), List.of("reviewer"), List.of(), 1)));
    }

    @Test
    void showsEachNamespaceItsOwnBindings() {
        bind(elsewhere, "OBSERVER", null).expectStatus().isOk();
        assertThat(bindings(home)).isEmpty();
        bind(home, "SERVICE_ACCOUNT", null).expectStatus().isOk();

        assertThat(bindings(home))
                .singleElement()
                .returns(true, RoleBindingView::home)
                .returns(List.of("SERVICE_ACCOUNT"), RoleBindingView::roles);
        assertThat(bindings(elsewhere))
                .singleElement()
                .returns(false, RoleBindingView::home)
                .returns(List.of("OBSERVER"), RoleBindingView::roles);
        assertThat(body(elsewhere.get("/role-bindings?limit=1"), BindingPage.class)
                        .items())
                .hasSize(1);
    }

    @Test
    void endsWhenItIsTakenAwayAndWhenThePrincipalIsDeleted() {
        bind(elsewhere, "OBSERVER", null).expectStatus().isOk();
        bind(elsewhere, "SERVICE_ACCOUNT", null).expectStatus().isOk();
        unbind(elsewhere, "OBSERVER").expectStatus().isNoContent();
        unbind(elsewhere, "OBSERVER").expectStatus().isNoContent();
        expectProblem(unbind(elsewhere, "observer"), 422, "unknown-role");
        assertThat(bindings(elsewhere)).singleElement().returns(List.of("SERVICE_ACCOUNT"), RoleBindingView::roles);

        administrator().delete("/principals/" + principal).expectStatus().isNoContent();

        assertThat(bindings(elsewhere)).isEmpty();
        expectProblem(bind(elsewhere, "OBSERVER", null), 404, "principal-not-found");
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(events())
                        .extracting(RoleBindingState::roles, RoleBindingState::revision)
                        .endsWith(tuple(List.of(), 4L)));
    }

    @Test
    void isMadeInANamespaceByWhoMayNameIt() {
        String namespace = elsewhere.caller().namespace();

        expectProblem(bind(home, "OBSERVER", namespace), 404, "namespace-not-found");
        bind(administrator(), "SYSTEM_ADMIN", namespace).expectStatus().isOk();

        assertThat(bindings(elsewhere).getFirst().permissions())
                .contains(Permission.CONFIGURATION_CHANGE)
                .doesNotContain(Permission.NAMESPACES_ANY);
        expectProblem(bind(elsewhere, "SYSTEM_ADMIN", null), 403, "rights-exceeded");
    }

    @Test
    void isNotForAnAgentOfAnotherNamespace() {
        UUID agent = agent(home.caller().namespace());
        principal = created(
                        home.post("/principals", Map.of("name", "coder", "kind", "AGENT", "agentId", agent)),
                        PrincipalView.class)
                .id();

        expectProblem(bind(elsewhere, "OBSERVER", null), 422, "agent-elsewhere");

        assertThat(body(bind(home, "SERVICE_ACCOUNT", null), RoleBindingView.class))
                .returns(agent, RoleBindingView::agentId);
        assertThat(bindings(home)).singleElement().returns(agent, RoleBindingView::agentId);
    }

    private TestApi administrator() {
        return home.as(new TestCaller(
                "administrator",
                home.caller().namespace(),
                Stream.of(Permission.values()).map(Permission::wireName).toList()));
    }

    private ResponseSpec bind(TestApi as, String role, String namespace) {
        return as.put("/role-bindings", binding(role, namespace));
    }

    private ResponseSpec unbind(TestApi as, String role) {
        return as.delete("/role-bindings?principalId=" + principal + "&role=" + role);
    }

    private Map<String, Object> binding(String role, String namespace) {
        Map<String, Object> binding = new HashMap<>(Map.of("principalId", principal, "role", role));
        if (namespace != null) {
            binding.put("namespace", namespace);
        }
        return binding;
    }

    private List<RoleBindingView> bindings(TestApi as) {
        return body(as.get("/role-bindings?principalId=" + principal), BindingPage.class)
                .items();
    }

    private List<RoleBindingState> events() {
        String key = "role-binding/" + elsewhere.caller().namespace() + "/" + principal;
        return topic.messagesOf(key).stream()
                .map(message -> codec.decode(message, RoleBindingState.class).state())
                .toList();
    }

    private record BindingPage(List<RoleBindingView> items) {}
}
