package io.agentplane.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.path.RequestPath;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTests {

    private static final String ID = "0190b6f0-0000-7000-8000-00000000000a";
    private static final Path TABLE = Path.of("src/main/resources/io/agentplane/gateway/api/routes.txt");

    private static final Path DOCUMENT = Path.of("src/main/resources/io/agentplane/gateway/api/openapi.yaml");

    private final RouteTable routes = new RouteTable();

    @ParameterizedTest
    @CsvSource({
        "GET,    /agents,                          REGISTRY,  views:read",
        "POST,   /agents/ID/heartbeat,             REGISTRY,  agents:register",
        "PUT,    /agents/ID/config,                CONFIG,    configuration:change",
        "POST,   /agents/ID/tasks/claim,           SCHEDULER, messages:route",
        "POST,   /policies/evaluate,               GATEWAY,   messages:route",
        "POST,   /tasks/ID/requeue,                SCHEDULER, tasks:manage+messages:route",
        "GET,    /decisions,                       POLICY,    logs:read",
        "GET,    /api-keys,                        POLICY,    configuration:change",
        "PUT,    /budgets/owner/a%2Fb,             POLICY,    configuration:change",
        "HEAD,   /queues,                          SCHEDULER, views:read",
        "GET,    /me,                              GATEWAY,   views:read",
    })
    void findsTheServiceAndThePermission(String method, String path, Target target, String permission) {
        Route route = find(method, path).route();

        assertThat(route.target()).isEqualTo(target);
        assertThat(String.join("+", route.permissions())).isEqualTo(permission);
    }

    @Test
    void isWhatTheReviewedDocumentsSay() throws IOException {
        String documented = DocumentedRoutes.table();
        if (Boolean.getBoolean("contracts.update")) {
            Files.writeString(TABLE, documented);
        }

        assertThat(Files.readString(TABLE)).isEqualTo(documented);
    }

    /** The services' documents are the reviewed ones; this one has nothing that they don't. */
    @Test
    void isPublishedInOneDocument() throws IOException {
        String merged = MergedDocument.yaml();
        if (Boolean.getBoolean("contracts.update")) {
            Files.writeString(DOCUMENT, merged);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(merged);
    }

    @Test
    void givesEachOperationANameAndAPermissionThatThereIs() {
        assertThat(routes.routes()).extracting(Route::action).doesNotHaveDuplicates();
        assertThat(routes.routes())
                .allMatch(route -> route.permissions().stream()
                        .allMatch(permission -> Permission.named(permission).isPresent()));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /agents/ID/heartbeat,      ID",
        "POST, /agents/ID/activate,       ID",
        "POST, /agents/ID/tasks/claim,    ID",
        "POST, /agents/ID/tasks/complete, ID",
        "GET,  /agents/ID,                ",
        "POST, /agents/ID/deactivate,     ",
        "POST, /agents/ID/drain,          ",
        "POST, /tasks/ID/heartbeat,       ",
    })
    void tellsWhichAgentActs(String method, String path, String agent) {
        assertThat(find(method, path).actingAgent()).isEqualTo(agent == null ? Optional.empty() : Optional.of(ID));
    }

    @Test
    void writesIdsInOneWay() {
        RoutedCall call =
                routes.find("POST", RequestPath.parse("/agents/0190B6F0-0000-7000-8000-00000000000A/heartbeat"));

        assertThat(call.path().encoded()).isEqualTo("/agents/" + ID + "/heartbeat");
        assertThat(call.actingAgent()).contains(ID);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /,                            NOT_FOUND",
        "GET,  /agents/,                     NOT_FOUND",
        "GET,  /agentsx,                     NOT_FOUND",
        "GET,  /Agents,                      NOT_FOUND",
        "GET,  /me/too,                      NOT_FOUND",
        "POST, /agents/ID/heartbeat%E4%B8%AD, NOT_FOUND",
        "POST, /policies/evaluate%C4%80/test, INVALID_REQUEST",
        "POST, /tasks/batch%C4%80/heartbeat, INVALID_REQUEST",
        "POST, /tasks/batch/heartbeat,       INVALID_REQUEST",
        "POST, /agents/1-1-1-1-1/heartbeat,  INVALID_REQUEST",
        "GET,  /prompts/a%2Fb,               INVALID_REQUEST",
        "GET,  /prompts/50%25,               INVALID_REQUEST",
        "GET,  /roles/%E8%B4%A2,             INVALID_REQUEST",
        "POST, /me,                          METHOD_NOT_ALLOWED",
        "GET,  /agents/rank,                 METHOD_NOT_ALLOWED",
        "get,  /agents,                      METHOD_NOT_ALLOWED",
        "PUT,  /agents/ID,                   METHOD_NOT_ALLOWED",
        "HEAD, /agents/watch,                METHOD_NOT_ALLOWED",
        "HEAD, /agents/export,               METHOD_NOT_ALLOWED",
        "HEAD, /audit/export,                METHOD_NOT_ALLOWED",
    })
    void refusesWhatIsNoOperation(String method, String path, PlatformProblem problem) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> find(method, path))
                .matches(refusal -> refusal.code() == problem);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /agents/1/heartbeat,      id",
        "DELETE, /agents/ID/instances/1,   instanceId",
        "GET,    /prompts/a%2Fb,           name",
    })
    void namesAFaultAsTheDocumentNamesTheParameter(String method, String path, String field) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> find(method, path))
                .matches(refusal -> refusal.properties().toString().contains("field=" + field));
    }

    private RoutedCall find(String method, String path) {
        return routes.find(method, RequestPath.parse(path.replace("ID", ID)));
    }
}
