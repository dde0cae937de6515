package io.agentplane.policy;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Pages of the largest things end by their size, and nothing is left out or told twice. */
class PageSizeTests extends PolicyStage {

    private static final int MIB = 1 << 20;

    @Autowired
    private JdbcClient jdbc;

    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("pages-" + UUID.randomUUID()));
    }

    @Test
    void endPagesOfPoliciesAndOfTheirVersions() {
        List<Object> ids = IntStream.range(0, 6)
                .<Object>mapToObj(number -> created(api.post("/policies", policy("large " + number)), Map.class)
                        .get("id"))
                .toList();
        for (int revision = 1; revision < 6; revision++) {
            api.put("/policies/" + ids.getFirst(), revision, policy("larger " + revision))
                    .expectStatus()
                    .isOk();
        }

        assertThat(walk("/policies", "id")).isEqualTo(ids);
        assertThat(walk("/policies/" + ids.getFirst() + "/versions", "revision"))
                .containsExactly(6, 5, 4, 3, 2, 1);
    }

    @Test
    void endPagesOfDecisions() {
        List<Map<String, Object>> questions = Collections.nCopies(
                200, Map.of("agentId", "a", "action", "x", "context", Map.of("text", "x".repeat(4000))));
        for (int batch = 0; batch < 2; batch++) {
            api.post("/policies/evaluate-batch", Map.of("requests", questions))
                    .expectStatus()
                    .isOk();
        }
        await().untilAsserted(() -> assertThat(jdbc.sql("SELECT count(*) FROM decision WHERE namespace = :namespace")
                        .param("namespace", api.caller().namespace())
                        .query(Long.class)
                        .single())
                .isEqualTo(400));

        assertThat(walk("/decisions", "id")).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    void endPagesOfPrincipalsAndOfWhatTheyHold() {
        List<UUID> ids = new ArrayList<>();
        for (int number = 0; number < 150; number++) {
            ids.add(UUID.randomUUID());
        }
        Collections.sort(ids, (one, other) -> one.toString().compareTo(other.toString()));
        jdbc.sql("""
                INSERT INTO principal (id, namespace, name, kind, roles, enabled, revision)
                SELECT id, :namespace, id, 'SERVICE', ARRAY(SELECT repeat('r', 97) || n FROM generate_series(100, 199) AS n),
                    true, 1
                FROM unnest(:ids) AS id
                """)
                .param("namespace", api.caller().namespace())
                .param("ids", ids.toArray(UUID[]::new))
                .update();
        List<String> inOrder = ids.stream().map(UUID::toString).toList();

        assertThat(walk("/principals", "id")).isEqualTo(inOrder);
        assertThat(walk("/role-bindings", "principalId")).isEqualTo(inOrder);
    }

    @Test
    void giveOneItemHoweverLargeItIs() {
        api.post("/policies", policy("large")).expectStatus().isCreated();

        assertThat((List<?>) body(api.get("/policies?limit=1"), Map.class).get("items"))
                .hasSize(1);
    }

    private static Map<String, Object> policy(String name) {
        return Map.of(
                "name",
                name,
                "action",
                "DENY",
                "conditions",
                Map.of(
                        "region_in",
                        IntStream.range(0, 256)
                                .mapToObj(number -> "x".repeat(1000) + number)
                                .toList()));
    }

    /** What all pages of a list have under a name, from the first to the last. */
    private List<Object> walk(String path, String name) {
        List<Object> all = new ArrayList<>();
        int pages = 0;
        Object cursor = null;
        do {
            String query = "?limit=500" + (cursor == null ? "" : "&cursor=" + cursor);
            byte[] page = Objects.requireNonNull(api.get(path + query)
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .returnResult()
                    .getResponseBody());
            assertThat(page.length).isLessThan(MIB + MIB / 8);
            Map<?, ?> read = JsonMapper.shared().readValue(page, Map.class);
            ((List<?>) read.get("items")).forEach(item -> all.add(((Map<?, ?>) item).get(name)));
            cursor = read.get("nextCursor");
            pages++;
        } while (cursor != null);
        assertThat(pages).isGreaterThan(1);
        return all;
    }
}
