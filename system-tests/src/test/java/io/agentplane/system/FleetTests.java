package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.local.LocalCluster;
import io.agentplane.system.Api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A fleet outlives its agents: who falls silent is replaced, and everybody can see it happen. */
@ExtendWith(RunningCluster.class)
class FleetTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String skill = "skill-" + UUID.randomUUID();
    private Api admin;

    @BeforeEach
    void asAdministrator(LocalCluster running) {
        admin = Api.administrator(running);
    }

    @Test
    void aDeadAgentsTaskIsFinishedByItsBackup() {
        String backup = register("understudy", "");
        String agent = register("star", """
                ,"degradedAfter":"PT6S","backupAgentId":"%s"
                """.formatted(backup));
        activate(agent);
        String group =
                admin.post("/clusters", """
                {"name":"%s","memberIds":["%s"]}
                """.formatted(skill, agent)).expect(201).read("$.id");

        try (Watch watch = Watch.from(admin, "/agents/watch", "")) {
            await().atMost(PATIENCE).until(() -> !watch.position().isEmpty());
            String task = submit();
            heartbeat(agent, 0.25);
            String lost = claim(agent, task);
            // From here on nothing is heard of the agent, though its lease would last for a minute more.
            String kept = claim(backup, task);
            admin.post("/tasks/" + task + "/complete", completion(kept)).expect(200);

            assertThat(admin.get("/tasks/" + task).<String>read("$.status")).isEqualTo("COMPLETED");
            admin.post("/tasks/" + task + "/complete", completion(lost)).expect(409);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watch.typesOf(agent))
                            .containsSubsequence(
                                    "agent-degraded",
                                    "agent-tasks-handed-over",
                                    "agent-backup-activated",
                                    "agent-left-clusters"));
            assertThat(watch.typesOf(backup)).contains("agent-activated");
        }

        assertThat(admin.get("/agents/" + agent).<String>read("$.status")).isEqualTo("DEGRADED");
        assertThat(admin.get("/agents/" + backup).<String>read("$.status")).isEqualTo("ACTIVE");
        assertThat(admin.get("/clusters/" + group).expect(200).<List<Object>>read("$.memberIds"))
                .isEmpty();

        heartbeat(agent, 0);
        await().atMost(PATIENCE)
                .until(() -> admin.get("/agents/" + agent).read("$.status").equals("ACTIVE"));
        assertThat(admin.get("/agents/" + agent + "/recovery").expect(200).<String>read("$.status"))
                .isEqualTo("RECOVERED");
    }

    @Test
    void aWatcherThatComesBackMissesNothing() {
        String agent = register("watched", "");
        String position;
        try (Watch watch = Watch.from(admin, "/agents/watch", "")) {
            await().atMost(PATIENCE).until(() -> !watch.position().isEmpty());
            activate(agent);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watch.typesOf(agent))
                            // A watch may begin a moment before it is asked for.
                            .filteredOn(type -> !type.equals("agent-registered"))
                            .containsExactly("agent-activated"));
            position = watch.position();
        }
        admin.post("/agents/" + agent + "/drain", "").expect(200);
        admin.post("/agents/" + agent + "/deactivate", "{\"reason\":\"enough\"}")
                .expect(200);

        try (Watch watch = Watch.from(admin, "/agents/watch", position)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(watch.typesOf(agent)).containsExactly("agent-draining", "agent-deactivated"));
        }
    }

    @Test
    void theBestAgentIsRankedAndSaysWhy() {
        String busy = register("busy", "");
        String idle = register("idle", "");
        activate(busy);
        activate(idle);
        heartbeat(busy, 0.9);
        heartbeat(idle, 0.1);

        await().atMost(PATIENCE).untilAsserted(() -> {
            Answer ranked = admin.post("/agents/rank", """
                    {"capabilities":["%s"],"limit":2}
                    """.formatted(skill)).expect(200);
            assertThat(ranked.<List<String>>read("$[*].agent.id")).containsExactly(idle, busy);
            assertThat(ranked.<List<String>>read("$[0].explanation")).isNotEmpty();
        });
    }

    @Test
    void aGroupHasOneLeaderAndAFormerOneIsRefused() {
        String first = register("first", "");
        String second = register("second", "");
        activate(first);
        activate(second);
        String group = "/clusters/"
                + admin.post("/clusters", """
                        {"name":"%s","memberIds":["%s","%s"],"leaseDuration":"PT2S"}
                        """.formatted(skill, first, second))
                        .expect(201)
                        .read("$.id");
        Answer elected = admin.post(group + "/election", "").expect(200);
        String leader = elected.read("$.agentId");
        int term = elected.read("$.term");

        await().atMost(PATIENCE).until(() -> {
            Answer now = admin.get(group + "/leader");
            return now.status() == 200 && now.<Integer>read("$.term") > term;
        });
        admin.put(group + "/leader", """
                {"agentId":"%s","term":%d}
                """.formatted(leader, term)).expectProblem(409, "leadership-lost");
        assertThat(admin.get(group + "/leases").expect(200).<List<Integer>>read("$.items[*].term"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPoolNeverGivesMoreThanItHas() {
        String giver = register("giver", "");
        String pool = "/resource-pools/" + skill;
        admin.put(pool + "/contributions/" + giver, "{\"cpu\":2}").expectSuccess();
        String allocation = admin.post(pool + "/allocations", "{\"agentId\":\"%s\",\"cpu\":1.5}".formatted(giver))
                .expectSuccess()
                .read("$.id");

        admin.post(pool + "/allocations", "{\"agentId\":\"%s\",\"cpu\":1}".formatted(giver))
                .expectProblem(409, "insufficient-resources");
        admin.send(admin.request(pool + "/allocations/" + allocation).DELETE()).expect(204);
        admin.post(pool + "/allocations", "{\"agentId\":\"%s\",\"cpu\":1}".formatted(giver))
                .expectSuccess();
    }

    private String register(String name, String more) {
        return admin.post("/agents", """
                {"name":"%s-%s","version":"1","owner":"system-tests","capabilities":["%s"]%s}
                """.formatted(name, skill, skill, more))
                .expect(201)
                .read("$.id");
    }

    private void activate(String agent) {
        admin.post("/agents/" + agent + "/activate", "").expect(200);
    }

    private void heartbeat(String agent, double load) {
        admin.post("/agents/" + agent + "/heartbeat", "{\"load\":" + load + "}").expectSuccess();
    }

    private String submit() {
        return admin.post("/tasks", """
                {"type":"act","payload":{},"capabilities":["%s"]}
                """.formatted(skill)).expect(201).read("$.id");
    }

    /** Waits until the agent may work and has the task; returns its lease's token. */
    private String claim(String agent, String task) {
        return await().atMost(PATIENCE)
                .until(() -> tokens(agent, task), tokens -> !tokens.isEmpty())
                .getFirst();
    }

    private List<String> tokens(String agent, String task) {
        Answer claimed = admin.post("/agents/" + agent + "/tasks/claim", """
                {"max":1,"wait":"PT1S","lease":"PT1M"}
                """);
        return claimed.status() == 200 ? claimed.read("$[?(@.task.id=='" + task + "')].leaseToken") : List.of();
    }

    private static String completion(String leaseToken) {
        return "{\"leaseToken\":\"%s\",\"result\":{\"done\":true}}".formatted(leaseToken);
    }
}
