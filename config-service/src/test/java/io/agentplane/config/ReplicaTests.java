package io.agentplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.Together;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@Tag("replica")
class ReplicaTests {

    private static final TestCaller ALICE = TestCaller.in("alpha");

    private final String agent = "/agents/" + UUID.randomUUID() + "/config";

    @Test
    void severalOnOneDatabaseOverwriteNothingAndARestartForgetsNothing() throws Exception {
        try (Replicas replicas = Replicas.of(ConfigService.class)) {
            Replica left = replicas.start();
            Replica right = replicas.start();
            List<Api> apis = List.of(api(left), api(right));

            List<Integer> answers = Together.run(
                    8, writer -> Api.status(set(apis.get(writer % 2), 0, Map.of("maxTokens", 1 + writer))));

            assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
            Map<String, Object> state = Api.read(apis.getFirst().get(agent), "$");
            assertThat(state).containsEntry("revision", 1);
            assertThat(Api.<Map<String, Object>>read(apis.getLast().get(agent), "$"))
                    .isEqualTo(state);

            apis.getFirst()
                    .post("/prompts", Map.of("name", "shared", "content", "Say hello.", "reason", "first try"))
                    .expectStatus()
                    .isCreated();
            List<Integer> versions = Together.run(8, writer -> add(apis.get(writer % 2), "By " + writer));
            assertThat(versions).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);

            left.close();
            right.close();
            Api restarted = api(replicas.start());
            assertThat(Api.<Map<String, Object>>read(restarted.get(agent), "$")).isEqualTo(state);
            assertThat(Api.<Integer>read(restarted.get("/prompts/shared"), "$.version"))
                    .isEqualTo(9);
        }
    }

    private static Api api(Replica replica) {
        TestApi api = replica.api(ALICE);
        return new Api(api.client(), api.caller());
    }

    private ResponseSpec set(Api api, long revision, Map<String, Object> values) {
        return api.change(HttpMethod.PUT, agent, revision, Map.of("values", values, "reason", "trial"));
    }

    private static int add(Api api, String content) {
        return Api.<Integer>read(
                api.post("/prompts/shared/versions", Map.of("content", content, "reason", "better")), "$.version");
    }
}
