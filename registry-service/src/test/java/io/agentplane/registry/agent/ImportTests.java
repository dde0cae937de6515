package io.agentplane.registry.agent;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Agents move from one registry to another as lines. */
class ImportTests extends RegistryStage {

    private TestApi api;
    private Agents agents;

    @BeforeEach
    void namespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("import-" + UUID.randomUUID()));
        agents = new Agents(api);
    }

    @Test
    void takesInWhatWasExportedElsewhereWithItsBackups() {
        String backup = agents.register("standby", "1.0.0", Map.of("tags", Map.of("team", "blue")));
        agents.register(
                "main", "2.0.0", Map.of("backupAgentId", backup, "timeout", "PT5S", "capabilities", List.of("a")));
        String lines = export(api);
        // The one that needs the other comes first.
        String reversed = lines.lines().toList().reversed().stream().collect(Collectors.joining("\n"));
        var elsewhere = new Agents(api.as(TestCaller.in("import-" + UUID.randomUUID())));

        Map<?, ?> tried = body(load(elsewhere.api(), reversed, true), Map.class);
        assertThat(tried.get("registered")).isEqualTo(2);
        assertThat(elsewhere.found("?status=ANY")).isEmpty();
        Map<?, ?> done = body(load(elsewhere.api(), reversed, false), Map.class);
        Map<?, ?> again = body(load(elsewhere.api(), reversed, false), Map.class);

        assertThat(done.get("registered")).isEqualTo(2);
        assertThat(again.get("registered")).isEqualTo(0);
        assertThat(again.get("existing")).isEqualTo(2);
        assertThat(export(elsewhere.api()).lines())
                .containsExactlyInAnyOrderElementsOf(lines.lines().toList());
    }

    @Test
    void refusesTheWholeWhenAnyLineCannotStandAndNamesEach() {
        String lines = """
                {"agent":{"name":"fine","version":"1","owner":"o"}}

                {"agent":{"name":"bad name","version":"1","owner":"o"}}
                {"agent":{"name":"unknown","version":"1","owner":"o","colour":"red"}}
                not json
                {"agent":{"name":"orphan","version":"1","owner":"o"},"backup":{"name":"nobody","version":"1"}}
                {"agent":{"name":"odd","version":"1","owner":"o"},"backup":{"name":"\\u0000","version":"1"}}
                {"agent":{"name":"moved","version":"1","owner":"o","endpoint":"http://host/#here"}}
                {"agent":{"name":"ids","version":"1","owner":"o","backupAgentId":"01980000-0000-7000-8000-000000000001"}}
                """;

        for (boolean dryRun : List.of(true, false)) {
            String problem = load(api, lines, dryRun)
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody(String.class)
                    .returnResult()
                    .getResponseBody();
            assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo("import-invalid");
            assertThat(JsonPath.<List<String>>read(problem, "$.errors[*].field"))
                    .contains(
                            "line 3: agent.name",
                            "line 4: agent.colour",
                            "line 7: backup.name",
                            "line 8: agent.endpoint",
                            "line 9: agent.backupAgentId")
                    .anyMatch(field -> field.startsWith("line 5"));
        }
        assertThat(agents.found("?status=ANY")).isEmpty();
    }

    @Test
    void namesBackupsThatAreNowhereOrInACircle() {
        String lines = """
                {"agent":{"name":"a","version":"1","owner":"o"},"backup":{"name":"b","version":"1"}}
                {"agent":{"name":"b","version":"1","owner":"o"},"backup":{"name":"a","version":"1"}}
                {"agent":{"name":"c","version":"1","owner":"o"}}
                """;

        String problem = load(api, lines, false)
                .expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(JsonPath.<List<String>>read(problem, "$.errors[*].field"))
                .containsExactly("line 1: backup", "line 2: backup");
        assertThat(agents.found("?status=ANY")).isEmpty();
    }

    @Test
    void refusesTheNamesOfOthersAndNamesThatEndedOfLate() {
        agents.register("theirs");
        agents.decommission(agents.register("ended"));

        expectProblem(
                load(api, "{\"agent\":{\"name\":\"theirs\",\"version\":\"2\",\"owner\":\"me\"}}", false),
                422,
                "import-invalid");
        expectProblem(
                load(api, "{\"agent\":{\"name\":\"ended\",\"version\":\"1.0.0\",\"owner\":\"blue-team\"}}", false),
                422,
                "import-invalid");
    }

    @Test
    void refusesWhatIsNotUtf8AndNamesTheLine() {
        String lines = """
                {"agent":{"name":"fine","version":"1","owner":"o","description":"caf\u00e9"}}
                {"agent":{"name":"latin","version":"1","owner":"o","description":"caf\u00e9"}}
                """;
        byte[] octets = lines.getBytes(StandardCharsets.ISO_8859_1);

        load(api, octets, MediaType.APPLICATION_NDJSON)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("line 1")
                .jsonPath("$.errors[1].field")
                .isEqualTo("line 2");
        assertThat(agents.found("?status=ANY")).isEmpty();

        load(
                        api,
                        lines.getBytes(StandardCharsets.UTF_8),
                        new MediaType("application", "x-ndjson", StandardCharsets.UTF_8))
                .expectStatus()
                .isOk();
        assertThat(export(api)).contains("caf\u00e9");
    }

    @Test
    void refusesAnotherCharset() {
        byte[] line =
                "{\"agent\":{\"name\":\"a\",\"version\":\"1\",\"owner\":\"o\"}}".getBytes(StandardCharsets.US_ASCII);

        for (String charset : List.of("ISO-8859-1", "US-ASCII", "UTF-16")) {
            for (String operation : List.of("/agents/import application/x-ndjson", "/agents application/json")) {
                String[] parts = operation.split(" ");
                expectProblem(
                        api.request(HttpMethod.POST, parts[0])
                                .header(HttpHeaders.CONTENT_TYPE, parts[1] + ";charset=" + charset)
                                .body(line)
                                .exchange(),
                        415,
                        "media-type-unsupported");
            }
        }
    }

    @Test
    void namesALineThatIsTooLongAndReadsNoMoreOfItThanItMay() {
        String tooLong = "{\"agent\":{\"description\":\"" + "x".repeat(600_000) + "\"}}\nnot json";

        load(api, tooLong, false)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].message")
                .isEqualTo("is longer than 524288 octets")
                .jsonPath("$.errors[1].field")
                .isEqualTo("line 2");
        expectProblem(load(api, "x".repeat(1_100_000), false), 413, "body-too-large");
    }

    @Test
    void namesTheFieldThatTheRegistryRefuses() {
        agents.register("theirs");

        load(api, "\n{\"agent\":{\"name\":\"theirs\",\"version\":\"2\",\"owner\":\"me\"}}", false)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("line 2: agent.name");
    }

    @Test
    void boundsTheNumberOfLines() {
        String lines = IntStream.rangeClosed(1, 2001)
                .mapToObj(
                        number -> "{\"agent\":{\"name\":\"n%d\",\"version\":\"1\",\"owner\":\"o\"}}".formatted(number))
                .collect(Collectors.joining("\n"));

        expectProblem(load(api, lines, true), 422, "import-invalid");
    }

    @Test
    void exportsMoreThanOnePage() {
        String lines = IntStream.rangeClosed(1, 120)
                .mapToObj(
                        number -> "{\"agent\":{\"name\":\"n%d\",\"version\":\"1\",\"owner\":\"o\"}}".formatted(number))
                .collect(Collectors.joining("\n"));
        load(api, lines, false).expectStatus().isOk();

        assertThat(export(api).lines()).hasSize(120);
    }

    /** Who means to try must not find that it was done. */
    @ParameterizedTest
    @ValueSource(strings = {"?dryRun", "?dryRun=", "?dryRun=yes", "?dryRun=1", "?dryRun=TRUE"})
    void takesNothingForARealImportThatMayBeATrial(String query) {
        api.request(HttpMethod.POST, "/agents/import" + query)
                .contentType(MediaType.APPLICATION_NDJSON)
                .body("{\"agent\":{\"name\":\"tried\",\"version\":\"1\",\"owner\":\"o\"}}")
                .exchange()
                .expectStatus()
                .isBadRequest();

        assertThat(agents.found("?status=ANY")).isEmpty();
    }

    private static ResponseSpec load(TestApi api, String lines, boolean dryRun) {
        return api.request(HttpMethod.POST, "/agents/import?dryRun=" + dryRun)
                .contentType(MediaType.APPLICATION_NDJSON)
                .body(lines)
                .exchange();
    }

    private static ResponseSpec load(TestApi api, byte[] lines, MediaType type) {
        return api.request(HttpMethod.POST, "/agents/import")
                .contentType(type)
                .body(lines)
                .exchange();
    }

    private static String export(TestApi api) {
        return body(api.get("/agents/export"), String.class);
    }
}
