package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.access.Permission;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation of the API, called by a holder of each role, and by an agent. */
@ExtendWith(TwoGateways.Shared.class)
class OperationRightsTests {

    private static final Path TABLE = Path.of("src/main/resources/io/agentplane/gateway/api/routes.txt");

    private static TestGateway gateway;

    private final String namespace = "rights-" + UUID.randomUUID();
    private final String principal = UUID.randomUUID().toString();
    private final String key = "ap_" + UUID.randomUUID();
    private AccessEvents events;

    @BeforeAll
    static void useOne(TwoGateways shared) {
        gateway = shared.one();
    }

    @BeforeEach
    void someone() {
        events = new AccessEvents(gateway.codec());
        events.apiKey(UUID.randomUUID().toString(), principal, key, null, null, 1);
    }

    @AfterEach
    void done() {
        events.close();
    }

    /** The matrix of roles. Routing lets agents report and take tasks; what ends or moves others' is for managers. */
    @ParameterizedTest
    @CsvSource({
        "SYSTEM_ADMIN,    agents:register agents:describe agents:manage messages:route tasks:manage "
                + "configuration:change logs:read views:read",
        "AGENT_MANAGER,   agents:register agents:describe agents:manage messages:route tasks:manage logs:read views:read",
        "OBSERVER,        logs:read views:read",
        "SERVICE_ACCOUNT, agents:register messages:route views:read",
    })
    void aRoleMayUseWhatTheMatrixSaysAndNothingElse(String role, String permissions) throws Exception {
        events.holder(principal, namespace, List.of(role), 1);
        awaitKey();

        Set<String> held = Set.of(permissions.split(" "));
        for (Operation operation : operations()) {
            HttpResponse<String> answer = gateway.call(operation.method(), operation.path(UUID.randomUUID()), key);
            assertThat(isRefused(answer, "permission-missing"))
                    .as("%s may %s", role, operation)
                    .isEqualTo(!held.containsAll(operation.permissions()));
        }
    }

    /** No built-in role has a part of them only, so roles are made that do. */
    @Test
    void whatTakesSeveralPermissionsTakesEachOfThem() throws Exception {
        List<Operation> several = operations().stream()
                .filter(operation -> operation.permissions().size() > 1)
                .toList();
        assertThat(several).isNotEmpty();
        long revision = 1;
        for (Operation operation : several) {
            for (String missing : operation.permissions()) {
                List<String> others = Stream.of(Permission.values())
                        .map(Permission::wireName)
                        .filter(permission -> !permission.equals(missing))
                        .toList();
                String role = "all-but-" + missing.replace(':', '-');
                events.role(namespace, role, others, List.of(), 1);
                events.holder(principal, namespace, List.of(role), revision++);

                await().untilAsserted(() -> {
                    HttpResponse<String> answer =
                            gateway.call(operation.method(), operation.path(UUID.randomUUID()), key);
                    assertThat(isRefused(answer, "permission-missing")).isTrue();
                    assertThat(JsonPath.<String>read(answer.body(), "$.permission"))
                            .isEqualTo(missing);
                });
            }
        }
    }

    @Test
    void anAgentWithEveryRightActsForItselfOnly() throws Exception {
        UUID agent = UUID.randomUUID();
        events.agent(
                principal,
                agent.toString(),
                namespace,
                Stream.of(Permission.values()).map(Permission::wireName).toList());
        awaitKey();

        for (Operation operation : operations()) {
            HttpResponse<String> toAnother = gateway.call(operation.method(), operation.path(UUID.randomUUID()), key);
            HttpResponse<String> toItself = gateway.call(operation.method(), operation.path(agent), key);
            assertThat(isRefused(toAnother, "agent-mismatch"))
                    .as("to another: %s", operation)
                    .isEqualTo(operation.on().equals("ANY") || operation.namesAnAgent());
            assertThat(isRefused(toItself, "agent-mismatch"))
                    .as("to itself: %s", operation)
                    .isEqualTo(operation.on().equals("ANY"));
        }
    }

    @Test
    void whoeverLooksAfterAnAgentMayStopItAfterAKill() throws Exception {
        UUID agent = UUID.randomUUID();
        events.holder(principal, namespace, List.of("AGENT_MANAGER"), 1);
        awaitKey();
        events.killSwitch(namespace, agent.toString(), true, "misbehaves", 1);

        await().until(() -> isRefused(gateway.call("POST", "/agents/" + agent + "/heartbeat", key), "agent-killed"));
        for (String what : List.of("deactivate", "drain", "decommission")) {
            assertThat(gateway.status("POST", "/agents/" + agent + "/" + what, key))
                    .isEqualTo(200);
        }
    }

    private void awaitKey() {
        await().until(() -> gateway.status("GET", "/agents", key) == 200);
    }

    private static boolean isRefused(HttpResponse<String> answer, String code) {
        return answer.statusCode() == 403
                && code.equals(
                        JsonPath.<Map<String, Object>>read(answer.body(), "$").get("code"));
    }

    private static List<Operation> operations() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" +"))
                .map(columns -> new Operation(columns[0], columns[1], List.of(columns[3].split("\\+")), columns[4]))
                .toList();
    }

    private record Operation(String method, String pattern, List<String> permissions, String on) {

        boolean namesAnAgent() {
            return pattern.contains(":self}") || pattern.contains(":own}");
        }

        String path(UUID agent) {
            return pattern.replaceAll("\\{\\w+:(self|own)}", agent.toString())
                    .replaceAll("\\{\\w+:id}", UUID.randomUUID().toString())
                    .replaceAll("\\{\\w+:name}", "some-name")
                    .replaceAll("\\{\\w+:text}", "some-text");
        }
    }
}
