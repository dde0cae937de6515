package io.agentplane.registry.discovery;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lists of the largest agents that there can be weigh. */
class LargestAgentsTests extends RegistryStage {

    private static final int AGENTS = 25;
    private static final int MAX_OCTETS = 1024 * 1024 + 1000;

    private TestApi api;
    private Agents agents;

    @BeforeEach
    void namespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("large-" + UUID.randomUUID()));
        agents = new Agents(api);
    }

    @Test
    void pagesEndBySizeAndGoOnBehindTheLastAgent() {
        List<String> registered = register();

        assertThat(throughAllPages("/agents?status=ANY&limit=500", "$.items[*].name"))
                .containsExactlyElementsOf(registered);
        assertThat(body(api.get("/agents/export"), String.class).lines()).hasSize(AGENTS);
        byte[] ranked =
                body(api.post("/agents/rank", Map.of("capabilities", List.of("first"), "limit", 100)), byte[].class);
        assertThat(ranked.length).isLessThan(MAX_OCTETS);
        assertThat(JsonPath.<List<?>>read(text(ranked), "$")).isNotEmpty();
    }

    @Test
    void historiesEndBySizeToo() {
        String id = agents.register("changing", "1", large());
        for (int revision = 1; revision < AGENTS; revision++) {
            api.patch("/agents/" + id, revision, Map.of("maxConcurrency", revision + 1))
                    .expectStatus()
                    .isOk();
        }

        assertThat(throughAllPages("/agents/" + id + "/events?limit=500", "$.items[*].agent.maxConcurrency"))
                .hasSize(AGENTS)
                .doesNotHaveDuplicates();
    }

    private List<String> register() {
        return IntStream.range(0, AGENTS)
                .mapToObj(number -> {
                    String name = "large-" + number;
                    agents.activate(agents.register(name, "1", large()));
                    return name;
                })
                .toList();
    }

    private <T> List<T> throughAllPages(String path, String what) {
        List<T> all = new ArrayList<>();
        @Nullable String cursor = null;
        int pages = 0;
        do {
            byte[] page = body(api.get(path + (cursor == null ? "" : "&cursor=" + cursor)), byte[].class);
            assertThat(page.length).isLessThan(MAX_OCTETS);
            all.addAll(JsonPath.<List<T>>read(text(page), what));
            cursor = (String) JsonPath.<Map<?, ?>>read(text(page), "$").get("nextCursor");
            pages++;
        } while (cursor != null);
        assertThat(pages).isGreaterThan(1);
        return all;
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** 60 KB in all. */
    private static Map<String, Object> large() {
        List<String> names = IntStream.range(1, 100)
                .mapToObj(number -> "n".repeat(95) + number)
                .toList();
        List<String> capabilities = new ArrayList<>(names);
        capabilities.add("first");
        Map<String, String> tags = new HashMap<>();
        for (int number = 0; number < 50; number++) {
            tags.put("tag-" + number, "\u20ac".repeat(200));
        }
        return Map.of("description", "\u20ac".repeat(2000), "capabilities", capabilities, "tools", names, "tags", tags);
    }
}
