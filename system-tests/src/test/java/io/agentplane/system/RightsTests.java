package io.agentplane.system;

import io.agentplane.local.LocalCluster;
import io.agentplane.system.Api.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what: every cell of the matrix of roles is tried with real calls, and so is a caller without any role. */
@ExtendWith(RunningCluster.class)
class RightsTests {

    private static final String MATRIX = """
            role             registration  management  routing  configuration  logs  views
            SYSTEM_ADMIN     yes           yes         yes      yes            yes   yes
            AGENT_MANAGER    yes           yes         yes      no             yes   yes
            OBSERVER         no            no          no       no             yes   yes
            SERVICE_ACCOUNT  yes           no          yes      no             no    yes
            none             no            no          no       no             no    no
            """;

    private static final Map<String, List<Function<Api, Answer>>> CALLS = Map.of(
            "registration",
            List.of(
                    api -> api.post("/agents", """
                            {"name":"%s","version":"1","owner":"matrix"}
                            """.formatted(unique())),
                    api -> api.post("/clusters", """
                            {"name":"%s","memberIds":[]}
                            """.formatted(unique()))),
            "management",
            List.of(
                    api -> api.delete("/agents/" + registered()),
                    api -> api.post("/agents/" + registered() + "/transfer", "{\"owner\":\"others\"}"),
                    api -> api.post("/policies/evaluate", """
                            {"agentId":"%s","action":"matrix","agent":{"owner":"matrix"}}
                            """.formatted(UUID.randomUUID()))),
            "routing",
            List.of(
                    api -> api.post("/tasks", """
                            {"type":"matrix","payload":{},"capabilities":["%s"]}
                            """.formatted(unique())),
                    api -> api.post("/policies/evaluate", """
                            {"agentId":"%s","action":"matrix"}
                            """.formatted(UUID.randomUUID()))),
            "configuration",
            List.of(
                    api -> api.post("/policies", """
                            {"name":"%s","action":"LOG_ONLY","conditions":{"action":"matrix-only"}}
                            """.formatted(unique())),
                    api -> api.post("/prompts", """
                            {"name":"%s","content":"Hello","reason":"matrix"}
                            """.formatted(unique())),
                    api -> api.post("/principals", """
                            {"name":"%s","kind":"PERSON"}
                            """.formatted(unique())),
                    api -> api.get("/api-keys")),
            "logs",
            List.of(api -> api.get("/audit?limit=1"), api -> api.get("/decisions?limit=1")),
            "views",
            List.of(
                    api -> api.get("/agents"),
                    api -> api.get("/config/defaults"),
                    api -> api.get("/policies"),
                    api -> api.get("/roles"),
                    api -> api.get("/tasks"),
                    api -> api.get("/me")));

    private static final Map<String, Api> CALLERS = new HashMap<>();

    @BeforeAll
    static void makeACallerOfEachRole(LocalCluster cluster) {
        Api admin = Api.administrator(cluster);
        rows().forEach(row -> CALLERS.put(
                row[0], row[0].equals("none") ? admin.newPrincipalWithoutRoles() : admin.newPrincipal(row[0])));
    }

    static Stream<Arguments> cells() {
        String[] head = split(MATRIX.lines().findFirst().orElseThrow());
        return rows().flatMap(row -> IntStream.range(1, head.length)
                .mapToObj(column -> Arguments.of(row[0], head[column], row[column].equals("yes"))));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("cells")
    void aRoleMayDoWhatItsCellSaysAndNothingElse(String role, String subject, boolean allowed) {
        for (Function<Api, Answer> call : CALLS.get(subject)) {
            Answer answer = call.apply(CALLERS.get(role));
            if (allowed) {
                answer.expectSuccess();
            } else {
                answer.expectProblem(403, "permission-missing");
            }
        }
    }

    private static Stream<String[]> rows() {
        return MATRIX.lines().skip(1).map(RightsTests::split);
    }

    private static String[] split(String line) {
        return line.strip().split(" +");
    }

    private static String registered() {
        return CALLERS.get("SYSTEM_ADMIN")
                .post("/agents", """
                        {"name":"%s","version":"1","owner":"matrix"}
                        """.formatted(unique()))
                .expect(201)
                .read("$.id");
    }

    private static String unique() {
        return "matrix-" + UUID.randomUUID();
    }
}
