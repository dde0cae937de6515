package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.local.LocalCluster;
import io.agentplane.system.Api.Answer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a policy lets through only with approval goes through once somebody else has given it. */
@ExtendWith(RunningCluster.class)
class ApprovalTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name = "approved-" + UUID.randomUUID();
    private Api admin;
    private Api manager;
    private Api approver;

    @BeforeEach
    void withTwoPeople(LocalCluster running) {
        admin = Api.administrator(running);
        manager = admin.newPrincipal("AGENT_MANAGER");
        approver = admin.newPrincipal("AGENT_MANAGER");
    }

    @Test
    void anAgentIsActivatedOnceItIsApproved() {
        requireApproval("activate", "agent/" + name);
        String agent = manager.post("/agents", """
                {"name":"%s","version":"1","owner":"system-tests","capabilities":["c"]}
                """.formatted(name)).expect(201).read("$.id");

        goesThroughOnceApproved("/agents/" + agent + "/activate", "", 200);
    }

    @Test
    void aTaskIsTakenOnceItIsApproved() {
        requireApproval(name, "db");

        goesThroughOnceApproved("/tasks", """
                {"type":"code","action":"%1$s","resource":"db","payload":{"rows":101},"estimatedCost":0.5,"capabilities":["%1$s"]}
                """.formatted(name), 201);
    }

    private void requireApproval(String action, String resource) {
        admin.post("/policies", """
                {"name":"%s","action":"REQUIRE_APPROVAL","conditions":{"action":"%s","resource":"%s"},
                 "approval":{"roles":["AGENT_MANAGER"]}}
                """.formatted(name, action, resource)).expect(201);
    }

    private void goesThroughOnceApproved(String path, String request, int success) {
        Answer refused =
                await().atMost(PATIENCE).until(() -> manager.post(path, request), answer -> answer.status() == 403);
        String approval = refused.expectProblem(403, "approval-required").read("$.approvalId");
        manager.post("/approvals/" + approval + "/approve", "{}").expectProblem(403, "own-request");
        CompletableFuture<Answer> outcome =
                CompletableFuture.supplyAsync(() -> manager.get("/approvals/" + approval + "?wait=PT60S"));

        approver.post("/approvals/" + approval + "/approve", "{\"reason\":\"fine\"}")
                .expect(200);

        assertThat(outcome.join().<String>read("$.status")).isEqualTo("APPROVED");
        manager.post(path, request).expect(success);
        assertThat(manager.get("/approvals/" + approval).body()).contains("consumedAt");
        if (success == 201) {
            manager.post(path, request).expectProblem(403, "approval-required");
        }
    }
}
