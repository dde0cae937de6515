package io.agentplane.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTests {

    private final RouteTable routes = new RouteTable();

    @ParameterizedTest
    @CsvSource({
        "GET,    /agents,                        REGISTRY,  views:read",
        "POST,   /agents,                        REGISTRY,  agents:register",
        "POST,   /agents/1/heartbeat,            REGISTRY,  agents:register",
        "PUT,    /agents/1,                      REGISTRY,  configuration:change",
        "GET,    /resource-pools,                REGISTRY,  views:read",
        "PUT,    /resource-pools/a/contributions/1, REGISTRY, agents:register",
        "GET,    /agents/1/config,               CONFIG,    views:read",
        "PUT,    /agents/1/config,               CONFIG,    configuration:change",
        "POST,   /agents/1/config/validate,      CONFIG,    views:read",
        "POST,   /agents/1/config/rollback,      CONFIG,    configuration:change",
        "POST,   /agents/1/tasks/claim,          SCHEDULER, messages:route",
        "GET,    /agents/1/metrics,              SCHEDULER, views:read",
        "POST,   /tasks,                         SCHEDULER, messages:route",
        "GET,    /shards,                        REGISTRY,  views:read",
        "GET,    /agents/1/shard,                REGISTRY,  views:read",
        "GET,    /agents/1/recovery,             REGISTRY,  views:read",
        "GET,    /clusters/1/leader,             REGISTRY,  views:read",
        "PUT,    /clusters/1/leader,             REGISTRY,  agents:register",
        "POST,   /policies/evaluate,             GATEWAY,   messages:route",
        "POST,   /policies,                      POLICY,    configuration:change",
        "GET,    /decisions,                     POLICY,    logs:read",
        "GET,    /api-keys,                      POLICY,    configuration:change",
        "GET,    /approvals/1,                   POLICY,    views:read",
        "POST,   /approvals/1/approve,           POLICY,    views:read",
        "DELETE, /approvals/1,                   POLICY,    configuration:change",
        "GET,    /approval-webhook/deliveries,   POLICY,    views:read",
        "PUT,    /approval-webhook,              POLICY,    configuration:change",
        "GET,    /budgets/owner/a,               POLICY,    views:read",
        "PUT,    /budgets/owner/a,               POLICY,    configuration:change",
        "POST,   /budget-reservations,           POLICY,    messages:route",
        "POST,   /budget-reservations/1/settle,  POLICY,    messages:route",
        "GET,    /kill-switch,                   POLICY,    views:read",
        "PUT,    /kill-switch,                   POLICY,    configuration:change",
        "DELETE, /kill-switch/1,                 POLICY,    configuration:change",
        "HEAD,   /queues,                        SCHEDULER, views:read",
        "GET,    /me,                            GATEWAY,   views:read",
    })
    void findsTheServiceAndThePermission(String method, String path, Target target, String permission) {
        assertThat(routes.find(method, path)).hasValueSatisfying(route -> {
            assertThat(route.target()).isEqualTo(target);
            assertThat(route.permission()).isEqualTo(permission);
        });
    }

    @Test
    void knowsNoOtherPaths() {
        assertThat(routes.find("GET", "/")).isEmpty();
        assertThat(routes.find("GET", "/agentsx")).isEmpty();
        assertThat(routes.find("GET", "/me/too")).isEmpty();
        assertThat(routes.find("POST", "/me")).isEmpty();
    }
}
