package io.agentplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class ReplicaTests {

    private static final TestCaller ALICE = TestCaller.in("alpha");

    private final String agent = "/agents/" + UUID.randomUUID() + "/config";

    @Test
    void severalOnOneDatabaseOverwriteNothingAndARestartForgetsNothing() throws Exception {
        var database = TestPostgres.createDatabase();
        Map<String, Object> state;
        try (Replica left = Replica.start(database);
                Replica right = Replica.start(database)) {
            List<Api> replicas = List.of(left.api(ALICE), right.api(ALICE));

            List<Integer> answers = Together.run(
                    8, writer -> Api.status(set(replicas.get(writer % 2), 0, Map.of("maxTokens", 1 + writer))));

            assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
            state = Api.read(replicas.getFirst().get(agent), "$");
            assertThat(state).containsEntry("revision", 1);
            assertThat(Api.<Map<String, Object>>read(replicas.getLast().get(agent), "$"))
                    .isEqualTo(state);

            replicas.getFirst()
                    .post("/prompts", Map.of("name", "shared", "content", "Say hello.", "reason", "first try"))
                    .expectStatus()
                    .isCreated();
            List<Integer> versions = Together.run(8, writer -> add(replicas.get(writer % 2), "By " + writer));
            assertThat(versions).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
        }

        try (Replica restarted = Replica.start(database)) {
            Api api = restarted.api(ALICE);
            assertThat(Api.<Map<String, Object>>read(api.get(agent), "$")).isEqualTo(state);
            assertThat(Api.<Integer>read(api.get("/prompts/shared"), "$.version"))
                    .isEqualTo(9);
        }
    }

    private ResponseSpec set(Api api, long revision, Map<String, Object> values) {
        return api.change(HttpMethod.PUT, agent, revision, Map.of("values", values, "reason", "trial"));
    }

    private static int add(Api api, String content) {
        return Api.<Integer>read(
                api.post("/prompts/shared/versions", Map.of("content", content, "reason", "better")), "$.version");
    }
}
