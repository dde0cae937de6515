package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import io.agentplane.scheduler.task.TaskRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Whatever tasks carry, no request, page or claim is larger than is good for a small service. */
class TaskSizeTests extends SchedulerStage {

    private static final int MAX = 256 * 1024;
    private static final int PAGE = 1024 * 1024;
    private static final int QUOTES = 2;
    private static final String LARGE = "\"" + "x".repeat(200 * 1024) + "\"";
    private static final String LARGE_TASK =
            "{\"type\":\"large\",\"capabilities\":[\"large\"],\"payload\":" + LARGE + "}";

    @Autowired
    private Fleet fleet;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TaskRows rows;

    private Api api;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new Api(client, TestCaller.in("n" + UUID.randomUUID()));
    }

    @Test
    void takesPayloadsAndResultsUpToTheBoundOnly() {
        String largest = "\"" + "x".repeat(MAX - QUOTES) + "\"";
        String tooLarge = "\"" + "x".repeat(MAX - QUOTES + 1) + "\"";

        assertThat(faults("/tasks", "{\"type\":\"large\",\"payload\":" + tooLarge + "}"))
                .containsExactly("payload");
        assertThat(faults(
                        "/tasks/batch",
                        "{\"tasks\":[{\"type\":\"large\"},{\"type\":\"large\",\"payload\":" + tooLarge + "}]}"))
                .containsExactly("tasks[1].payload");
        assertThat(JsonPath.<List<Object>>read(ok(api.get("/tasks"), 200), "$.items"))
                .isEmpty();

        String id = api.submit("{\"type\":\"large\",\"payload\":" + largest + "}");
        UUID agent = agent(1, "any");
        Held held = api.claim(agent, "{\"wait\":\"PT10S\"}").getFirst();
        String token = "\"leaseToken\":\"" + held.token() + "\"";
        assertThat(faults("/tasks/" + id + "/complete", "{" + token + ",\"result\":" + tooLarge + "}"))
                .containsExactly("result");
        assertThat(faults(
                        "/agents/" + agent + "/tasks/complete",
                        "{\"completions\":[{\"taskId\":\"" + id + "\"," + token + ",\"result\":" + tooLarge + "}]}"))
                .containsExactly("completions[0].result");
        assertThat(api.status(id)).isEqualTo("RUNNING");
        ok(api.post("/tasks/" + id + "/complete", "{" + token + ",\"result\":" + largest + "}"), 200);
        assertThat(api.<String>task(id, "$.result")).hasSize(MAX - QUOTES);
    }

    @Test
    void countsNumbersAsTheyAreStored() {
        String numbers = String.join(",", Collections.nCopies(1000, "1e300"));

        assertThat(faults("/tasks", "{\"type\":\"large\",\"payload\":[" + numbers + "]}"))
                .containsExactly("payload");
    }

    @Test
    void listsTasksWithoutWhatIsLargeUnlessItIsAskedFor() {
        api.submitAll(Collections.nCopies(4, LARGE_TASK));

        String light = ok(api.get("/tasks?limit=500"), 200);
        assertThat(JsonPath.<List<String>>read(light, "$.items[*].id")).hasSize(4);
        assertThat(light).doesNotContain("payload").doesNotContain("nextCursor");
        assertThat(ok(api.get("/tasks?include=result"), 200)).doesNotContain("payload");
        assertThat(ok(api.get("/tasks?include=payload,result&limit=1"), 200)).contains("xxx");
        refused(api.get("/tasks?include=payload,"), 400, "invalid-request");
        refused(api.get("/tasks?limit=0x2"), 400, "invalid-request");
        refused(api.get("/tasks?agentId=1-1-1-1-1"), 400, "invalid-request");
        String refusal = refused(api.get("/tasks?include=payload,leaseToken"), 400, "invalid-request");
        assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].field")).containsExactly("include");
    }

    @Test
    void endsAPageOfTasksByTheirSizeAndGoesOnBehindIt() {
        List<String> ids = new ArrayList<>();
        for (int batch = 0; batch < 3; batch++) {
            ids.addAll(api.submitAll(Collections.nCopies(4, LARGE_TASK)));
        }

        List<List<String>> pages = pages("/tasks?include=payload&limit=500", "id");

        assertThat(pages).extracting(List::size).containsExactly(5, 5, 2);
        assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(ids);
        assertThat(pages("/tasks?include=payload&limit=4", "id"))
                .extracting(List::size)
                .containsExactly(4, 4, 4);
    }

    /** Payloads were larger once, and what stops the page must not stop the list. */
    @Test
    void givesAPageToATaskThatIsLargerThanOne() {
        List<String> ids = api.submitAll(Collections.nCopies(3, "{\"type\":\"dream\",\"capabilities\":[\"dream\"]}"));
        jdbc.sql("UPDATE task SET payload = to_jsonb(repeat('x', :size)) WHERE id = :id")
                .param("size", PAGE + 1)
                .param("id", UUID.fromString(ids.get(1)))
                .update();

        assertThat(pages("/tasks?include=payload", "id"))
                .containsExactly(List.of(ids.get(0)), List.of(ids.get(1)), List.of(ids.get(2)));
    }

    @Test
    void weighsWhatTasksFailedWith() {
        List<String> ids = api.submitAll(Collections.nCopies(120, "{\"type\":\"dream\",\"capabilities\":[\"dream\"]}"));
        jdbc.sql("UPDATE task SET error = repeat(chr(1), 2000) WHERE namespace = :namespace")
                .param("namespace", api.caller().namespace())
                .update();

        List<List<String>> pages = pages("/tasks?limit=500", "id");

        assertThat(pages).hasSize(2);
        assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(ids);
    }

    @Test
    void endsAPageOfEventsByTheirSize() {
        String id = api.submit("{\"type\":\"dream\",\"capabilities\":[\"dream\"]}");
        jdbc.sql("""
                INSERT INTO task_event (task_id, namespace, type, at, attempt, detail)
                SELECT :task, :namespace, 'task-failed', now(), 1, to_jsonb(repeat('x', 400000))
                FROM generate_series(1, 4)
                """)
                .param("task", UUID.fromString(id))
                .param("namespace", api.caller().namespace())
                .update();

        assertThat(pages("/tasks/" + id + "/events?limit=500", "sequence"))
                .extracting(List::size)
                .containsExactly(3, 2);
    }

    @Test
    void handsOutByOneClaimNoMoreThanAPage() {
        UUID agent = agent(12, "large");
        List<String> ids = new ArrayList<>();
        for (int batch = 0; batch < 3; batch++) {
            ids.addAll(api.submitAll(Collections.nCopies(4, LARGE_TASK)));
        }
        await().until(() -> pages("/tasks?status=ASSIGNED", "id").getFirst().size() == 12);

        List<List<String>> claims = IntStream.range(0, 4)
                .mapToObj(any -> api.claim(agent, "{\"max\":100}").stream()
                        .map(Held::taskId)
                        .toList())
                .toList();

        assertThat(claims).extracting(List::size).containsExactly(5, 5, 2, 0);
        assertThat(claims.stream().flatMap(List::stream)).containsExactlyElementsOf(ids);
    }

    @Test
    void handsOutATaskThatIsLargerThanAPage() {
        String id = api.submit("{\"type\":\"large\",\"capabilities\":[\"large\"]}");
        jdbc.sql("UPDATE task SET payload = to_jsonb(repeat('x', :size)) WHERE id = :id")
                .param("size", PAGE + 1)
                .param("id", UUID.fromString(id))
                .update();

        assertThat(api.claim(agent(1, "large"), "{\"max\":100,\"wait\":\"PT10S\"}"))
                .extracting(Held::taskId)
                .containsExactly(id);
    }

    @Test
    void pagesThroughQueues() {
        api.submitAll(List.of("{\"type\":\"b\"}", "{\"type\":\"a\"}", "{\"type\":\"c\"}", "{\"type\":\"a\"}"));

        assertThat(pages("/queues?limit=2", "type")).containsExactly(List.of("a", "b"), List.of("c"));
        refused(api.get("/queues?limit=501"), 400, "invalid-request");
        refused(api.get("/queues?cursor=%2A"), 400, "invalid-request");
        refused(api.get("/queues?cursor=YQ"), 400, "invalid-request");
    }

    @Test
    void keepsAnswersToRepeatWithoutTheirPayloads() {
        String first = ok(submitWithKey(LARGE_TASK), 201);

        assertThat(ok(submitWithKey(LARGE_TASK), 201)).isEqualTo(first).contains("xxx");
        assertThat(jdbc.sql("SELECT octet_length(answer) FROM idempotency_key WHERE namespace = :namespace")
                        .param("namespace", api.caller().namespace())
                        .query(Integer.class)
                        .single())
                .isLessThan(2000);
    }

    private ResponseSpec submitWithKey(String task) {
        return client.post()
                .uri("/tasks")
                .header(HttpHeaders.AUTHORIZATION, api.caller().bearer())
                .header("Idempotency-Key", "key-1")
                .contentType(MediaType.APPLICATION_JSON)
                .body(task)
                .exchange();
    }

    @ParameterizedTest
    @CsvSource({"*", "payload", "result"})
    void neverReadsWhatIsLargeUnasked(String columns) {
        api.submit("{\"type\":\"large\"}");

        assertThatThrownBy(() -> jdbc.sql("SELECT " + columns + " FROM task WHERE namespace = :namespace")
                        .params(Map.of("namespace", api.caller().namespace()))
                        .query(rows)
                        .list())
                .isInstanceOf(IllegalStateException.class);
    }

    private List<String> faults(String path, String body) {
        return JsonPath.read(refused(api.post(path, body), 400, "invalid-request"), "$.errors[*].field");
    }

    /** All pages of a list, each as the values of one field. */
    private <T> List<List<T>> pages(String path, String field) {
        List<List<T>> pages = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            String page = ok(api.get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor)), 200);
            assertThat(page.length()).isLessThan(PAGE + PAGE / 10).as("one page");
            pages.add(JsonPath.read(page, "$.items[*]." + field));
            List<String> next = JsonPath.read(page, "$[?(@.nextCursor)].nextCursor");
            cursor = next.isEmpty() ? null : next.getFirst();
        }
        return pages;
    }

    private UUID agent(int maxConcurrency, String capability) {
        UUID id = UUID.randomUUID();
        fleet.keep(
                new AgentState(id, "agent", "ACTIVE", null, List.of(capability), maxConcurrency, null, null),
                api.caller().namespace(),
                1);
        return id;
    }
}
