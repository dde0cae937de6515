package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.agentplane.scheduler.Api.Held;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The examples in the OpenAPI document are taken as they are, but for the ids and tokens in them, which stand for the caller's. */
class RequestExampleTests extends QuickStage {

    private final Set<String> taken = new HashSet<>();

    @Test
    void areTakenForEveryBody() {
        Map<String, Map<String, Object>> schemas =
                JsonPath.read(ok(api.get("/v3/api-docs"), 200), "$.components.schemas");
        UUID agent = agent("translator", 5, "translate");
        ok(api.post("/tasks", example(schemas, "SubmitTaskRequest").jsonString()), 201);
        ok(api.post("/tasks/batch", example(schemas, "SubmitBatchRequest").jsonString()), 201);
        List<Held> held = new ArrayList<>();
        while (held.size() < 3) {
            held.addAll(api.claim(agent, example(schemas, "ClaimRequest").jsonString()));
        }

        report(schemas, held.get(0), "heartbeat", "ExtendLeaseRequest");
        report(schemas, held.get(0), "complete", "CompleteTaskRequest");
        report(schemas, held.get(1), "fail", "FailTaskRequest");
        String completions = example(schemas, "CompleteTasksRequest")
                .set("$.completions[0].taskId", held.get(2).taskId())
                .set("$.completions[0].leaseToken", held.get(2).token())
                .jsonString();
        assertThat(ok(api.post("/agents/" + agent + "/tasks/complete", completions), 200))
                .contains("COMPLETED");

        assertThat(schemas.keySet())
                .filteredOn(schema -> schema.endsWith("Request"))
                .containsExactlyInAnyOrderElementsOf(taken);
    }

    private void report(Map<String, Map<String, Object>> schemas, Held held, String verb, String schema) {
        String body = example(schemas, schema).set("$.leaseToken", held.token()).jsonString();
        ok(api.post("/tasks/" + held.taskId() + "/" + verb, body), 200);
    }

    private DocumentContext example(Map<String, Map<String, Object>> schemas, String schema) {
        taken.add(schema);
        return JsonPath.parse(JsonPath.<Object>read(schemas.get(schema), "$.example"));
    }
}
