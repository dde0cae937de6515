package io.agentplane.policy.access;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.PolicyStage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Who has a say over a principal with many rights. */
class CallerRightsTests extends PolicyStage {

    private TestApi home;
    private TestApi elsewhere;
    private UUID principal;
    private UUID key;

    @BeforeEach
    void makeAPrincipalWithAKey() {
        home = new TestApi(client, TestCaller.in("home-" + UUID.randomUUID()));
        elsewhere = new TestApi(client, TestCaller.in("elsewhere-" + UUID.randomUUID()));
        principal = principal("guest");
        key = created(home.post("/api-keys", Map.of("principalId", principal)), ApiKeyView.class)
                .id();
    }

    @Test
    void isForNobodyWhoMayDoLessInAnotherNamespace() {
        bind(elsewhere, principal, "OBSERVER");

        expectNoSay(home);

        unbind(elsewhere, "OBSERVER").expectStatus().isNoContent();
        expectSay(home);
    }

    @Test
    void isForNobodyWhoMayDoLessAtHome() {
        bind(home, principal, "OBSERVER");
        TestApi lesser = home.as(new TestCaller("lesser", home.caller().namespace(), List.of("configuration:change")));

        expectNoSay(lesser);
        expectProblem(unbind(lesser, "OBSERVER"), 403, "rights-exceeded");
        expectSay(home);
    }

    @Test
    void isForNobodyWhoMayDoLessThroughARoleThatWasWidened() {
        elsewhere.post("/roles", Map.of("name", "reviewer")).expectStatus().isCreated();
        bind(elsewhere, principal, "reviewer");
        elsewhere
                .put("/roles/reviewer", 1, Map.of("permissions", List.of("logs:read")))
                .expectStatus()
                .isOk();

        expectNoSay(home);
    }

    @Test
    void isForWhoMayDoTheSameThere() {
        bind(elsewhere, principal, "OBSERVER");
        UUID equal = principal("equal");
        TestApi peer = home.as(home.caller().as(equal.toString()));
        bind(elsewhere, equal, "SERVICE_ACCOUNT");
        expectNoSay(peer);

        bind(elsewhere, equal, "OBSERVER");

        expectSay(peer);
    }

    @Test
    void isForWhoMayDoItAnywhere() {
        bind(elsewhere, principal, "OBSERVER");

        expectSay(administrator());
    }

    @Test
    void isForThePrincipalItself() {
        bind(elsewhere, principal, "OBSERVER");

        expectSay(home.as(home.caller().as(principal.toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"views:read", "logs:read"})
    void isNotToBeTakenAwayWithARole(String lacking) {
        home.post("/roles", Map.of("name", "reviewer", "permissions", List.of("views:read", "logs:read")))
                .expectStatus()
                .isCreated();
        TestApi lesser = home.as(new TestCaller(
                "lesser",
                home.caller().namespace(),
                Stream.of("configuration:change", "views:read", "logs:read")
                        .filter(permission -> !permission.equals(lacking))
                        .toList()));

        expectProblem(lesser.put("/roles/reviewer", 1, Map.of()), 403, "rights-exceeded");
        expectProblem(lesser.delete("/roles/reviewer", 1), 403, "rights-exceeded");
        home.put("/roles/reviewer", 1, Map.of()).expectStatus().isOk();
    }

    private void expectNoSay(TestApi caller) {
        expectProblem(caller.post("/api-keys", Map.of("principalId", principal)), 403, "rights-exceeded");
        expectProblem(caller.delete("/api-keys/" + key), 403, "rights-exceeded");
        for (boolean enabled : new boolean[] {false, true}) {
            expectProblem(
                    caller.put("/principals/" + principal, revision(), Map.of("enabled", enabled)),
                    403,
                    "rights-exceeded");
        }
        expectProblem(caller.delete("/principals/" + principal), 403, "rights-exceeded");
        assertThat(body(home.get("/principals/" + principal), PrincipalView.class)
                        .enabled())
                .isTrue();
    }

    private void expectSay(TestApi caller) {
        created(caller.post("/api-keys", Map.of("principalId", principal)), ApiKeyView.class);
        caller.delete("/api-keys/" + key).expectStatus().isNoContent();
        for (boolean enabled : new boolean[] {false, true}) {
            caller.put("/principals/" + principal, revision(), Map.of("enabled", enabled))
                    .expectStatus()
                    .isOk();
        }
        caller.delete("/principals/" + principal).expectStatus().isNoContent();
    }

    private long revision() {
        return body(home.get("/principals/" + principal), PrincipalView.class).revision();
    }

    private UUID principal(String name) {
        return created(home.post("/principals", Map.of("name", name, "kind", "SERVICE")), PrincipalView.class)
                .id();
    }

    private TestApi administrator() {
        return home.as(new TestCaller(
                "administrator",
                home.caller().namespace(),
                Stream.of(Permission.values()).map(Permission::wireName).toList()));
    }

    private static void bind(TestApi as, UUID principal, String role) {
        as.put("/role-bindings", Map.of("principalId", principal, "role", role))
                .expectStatus()
                .isOk();
    }

    private ResponseSpec unbind(TestApi as, String role) {
        return as.delete("/role-bindings?principalId=" + principal + "&role=" + role);
    }
}
