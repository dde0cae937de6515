package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jwt.SignedJWT;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.KafkaRights;
import io.agentplane.platform.test.OpenApiContract;
import io.agentplane.platform.test.TestKafka;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@AutoConfigureRestTestClient
class GatewayServiceIntegrationTests {

    private static final String ID = "0190b6f0-0000-7000-8000-00000000000a";
    private static final EchoService REGISTRY = new EchoService("registry");
    private static final EchoService CONFIG = new EchoService("config");
    private static final EchoService POLICY = new EchoService("policy");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private EventCodec codec;

    @Autowired
    private RestTestClient client;

    @DynamicPropertySource
    static void surroundings(DynamicPropertyRegistry registry) {
        AccessEvents.createTopics();
        registry.add("spring.kafka.bootstrap-servers", TestKafka::bootstrapServers);
        registry.add("agentplane.events.partitions", () -> AccessEvents.PARTITIONS);
        registry.add("agentplane.gateway.services.registry", REGISTRY::url);
        registry.add("agentplane.gateway.services.config", CONFIG::url);
        registry.add("agentplane.gateway.services.policy", POLICY::url);
        // Nobody listens there: port 1 is reserved.
        registry.add("agentplane.gateway.services.scheduler", () -> "http://127.0.0.1:1");
        registry.add(
                "agentplane.gateway.audit.folder", () -> folder.resolve("audit").toString());
        registry.add(
                "agentplane.gateway.decision.folder",
                () -> folder.resolve("decisions").toString());
        registry.add(
                "agentplane.identity.signing-key-file",
                () -> folder.resolve("keys/identity.json").toString());
    }

    @BeforeAll
    static void someRights(@Autowired ConfigurableApplicationContext service, @Autowired EventCodec codec) {
        try (var events = new AccessEvents(codec)) {
            events.principal(
                    "admin",
                    "alpha",
                    List.of("views:read", "configuration:change", "messages:route", "namespaces:any"),
                    true,
                    1);
            events.principal("viewer", "alpha", List.of("views:read"), true, 1);
            events.apiKey("k1", "admin", "ap_admin", null, null, 1);
            events.apiKey("k2", "viewer", "ap_viewer", null, null, 1);
            events.apiKey("k3", "viewer", "ap_expired", Instant.now().minusSeconds(1), null, 1);
        }
        var gateway = new TestGateway(service);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> gateway.status("GET", "/agents", "ap_viewer") == 200
                        && gateway.status("GET", "/agents", "ap_admin") == 200);
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
        CONFIG.close();
        POLICY.close();
    }

    @Test
    void passesACallOnInTheCallersNameAndKeepsTheKeyToItself() throws Exception {
        HttpResponse<String> answer = get("/api/v1/agents?capability=a%20b&limit=3", "ap_viewer");

        assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
        assertThat(JsonPath.<String>read(answer.body(), "$.uri")).isEqualTo("/api/v1/agents?capability=a%20b&limit=3");
        assertThat(JsonPath.<String>read(answer.body(), "$.host"))
                .as("not what the caller says that the server is called")
                .isEqualTo(REGISTRY.url().substring("http://".length()));
        assertThat(JsonPath.<String>read(answer.body(), "$.traceparent")).startsWith("00-");
        assertThat(answer.body()).doesNotContain("ap_viewer");
        var claims = SignedJWT.parse(
                        JsonPath.<String>read(answer.body(), "$.authorization").substring("Bearer ".length()))
                .getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("viewer");
        assertThat(claims.getIssuer()).isEqualTo("agentplane-gateway");
        assertThat(claims.getStringClaim("namespace")).isEqualTo("alpha");
        assertThat(claims.getStringListClaim("permissions")).containsExactly("views:read");
        assertThat(Duration.between(Instant.now(), claims.getExpirationTime().toInstant()))
                .isLessThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void sendsEachPathToItsService() throws Exception {
        assertThat(service("/api/v1/agents/" + ID + "/config")).isEqualTo("config");
        assertThat(service("/api/v1/prompts/greeting/versions")).isEqualTo("config");
        assertThat(service("/api/v1/agents/" + ID)).isEqualTo("registry");
    }

    @Test
    void takesTheKeyFromEitherHeader() throws Exception {
        var request = request("/api/v1/agents").header("X-API-Key", "ap_viewer").build();

        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "ap_wrong,    GET,  /api/v1/agents,                 401, unauthenticated",
        "ap_expired,  GET,  /api/v1/agents,                 401, unauthenticated",
        "'',          GET,  /api/v1/agents,                 401, unauthenticated",
        "ap_viewer,   PUT,  /api/v1/config/defaults,        403, permission-missing",
        "ap_viewer,   GET,  /api/v1/agents?namespace=beta,  404, namespace-not-found",
        "ap_viewer,   GET,  /api/v1/nowhere,                404, not-found",
        "ap_admin,    GET,  /api/v1/agents?namespace=%00,   400, invalid-request",
        "ap_viewer,   GET,  /api/v1/tasks,                  503, upstream-unavailable",
    })
    void refusesWithAProblem(String key, String method, String path, int status, String code) throws Exception {
        var request = request(path)
                .header("Authorization", "Bearer " + key)
                .method(method, BodyPublishers.noBody())
                .build();

        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        if (!code.isEmpty()) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo(code);
            assertThat(JsonPath.<String>read(answer.body(), "$.traceId")).hasSize(32);
            assertThat(JsonPath.<String>read(answer.body(), "$.instance")).isEqualTo(path.replaceAll("\\?.*", ""));
        }
    }

    /** As they stand in the request line; those beyond ASCII as the octets of UTF-8. */
    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/agents/%2e%2e/policies,            400",
        "GET,    /api/v1/agents/../policies,                400",
        "DELETE, /api/v1/agents/%2f,                        400",
        "GET,    /api/v1/prompts/a%2Fb,                     400",
        "GET,    /api/v1/prompts/50%25,                     400",
        "POST,   /api/v1/agents/ID/heartbeat%E4%B8%AD,      404",
        "POST,   /api/v1/agents/ID/heartbeat中,             400",
        "POST,   /api/v1/agents/ID/heartbeaté,              400",
        "POST,   /api/v1/agents/ID/heartbeat%C3%A9,         404",
        "POST,   /api/v1/agents/ID/heartbeat%C2%80,         400",
        "POST,   /api/v1/agents/ID/heartbeat%3F,            404",
        "POST,   /api/v1/agents/ID/heartbeat;x=y,           400",
        "POST,   /api/v1/agents/ID//heartbeat,              400",
        "POST,   /api/v1/agents/%20ID/heartbeat,            400",
        "POST,   /api/v1/policies/evaluate%C4%80/test,      400",
        "POST,   /api/v1/tasks/batch%C4%80/heartbeat,       400",
        "GET,    //api/v1/agents,                           400",
        "GET,    /api/v1//agents,                           400",
        "GET,    /api/v1/agents#fragment,                   400",
        "GET,    /api/v1/agents/%zz,                        400",
        "GET,    /api/v1/agents?q=%zz,                      400",
        "GET,    /api/v1/agents?q=%ff,                      400",
        "GET,    /api/v1/agents?q=中,                        400",
        "GET,    /api/v1/agents?namespace=a&namespace=beta, 400",
        "GET,    /api/v1/agents?n%61mespace=beta,           200",
        "GET,    /api/v1/agents?namespace=,                 400",
        "GET,    /api/v1/agents?namespace=%20,              400",
        "GET,    /%61pi/v1/agents,                          200",
        "GET,    /api%2Fv1/agents,                          404",
        "GET,    /api/v1,                                   404",
        "GET,    /api/v1/,                                  404",
        "GET,    /api/v1/agents/,                           404",
        "PATCH,  /api/v1/me,                                405",
        "OPTIONS, *,                                        400",
        "CONNECT, localhost:80,                             405",
        "TRACE,  /api/v1/agents,                            405",
        "GET,    /error,                                    404",
        "GET,    /,                                         200",
        "GET,    /actuator/health,                          404",
        "GET,    /v3/api-docs/nope,                         404",
        "GET,    /v3/api-docs,                              200",
        "GET,    /v3/api-docs.yaml,                         200",
        "GET,    /favicon.ico,                              200",
        "POST,   /v3/api-docs,                              405",
        "POST,   /swagger-ui/index.html,                    405",
        "GET,    /swagger-ui/nope,                          404",
    })
    void readsATargetInOneWayOrRefusesIt(String method, String target, int status) throws Exception {
        String answer = raw(method, target.replace("ID", ID));

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        if (status != 200) {
            assertThat(answer).contains("application/problem+json", "\"code\":\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/budgets/owner/%E8%B4%A2%E5%8A%A1, /api/v1/budgets/owner/%E8%B4%A2%E5%8A%A1",
        "/api/v1/budgets/owner/a%2fb,              /api/v1/budgets/owner/a%2Fb",
        "/api/v1/budgets/owner/a%2F..%2Fb,         /api/v1/budgets/owner/a%2F..%2Fb",
        "/api/v1/budgets/owner/50%25,              /api/v1/budgets/owner/50%25",
        "/api/v1/budgets/owner/%2541,              /api/v1/budgets/owner/%2541",
        "/api/v1/budgets/owner/%41,                /api/v1/budgets/owner/A",
        "/api/v1/agents?owner=a|b{c}^[d],          /api/v1/agents?owner=a%7Cb%7Bc%7D%5E%5Bd%5D",
        "/api/v1/budgets/owner/a%3Bb?x=a%2Fb&y=%3F, /api/v1/budgets/owner/a%3Bb?x=a%2Fb&y=%3F",
    })
    void sendsWhatItHasRead(String target, String sent) throws Exception {
        assertThat(raw("GET", target)).contains("\"uri\":\"" + sent + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void letsDocumentsBeReadOnly(String method) throws Exception {
        assertThat(raw(method, "/v3/api-docs/registry"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD", "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.2", "HTTP/0.9", "HTTP/3.0", "HTTQ/1.1"})
    void refusesVersionsOfHttpThatItDoesNotSpeak(String version) throws Exception {
        assertThat(raw("GET", "/api/v1/agents " + version + "\r\nX-Rest:"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    /** Sends what no HTTP client would, with the administrator's key. */
    private String raw(String method, String target) throws Exception {
        return sent(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer ap_admin\r\nContent-Length: 0\r\n\r\n");
    }

    private String sent(String request) throws Exception {
        return sent(port, request);
    }

    private static String sent(int port, String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization: Bearer ap_viewer, Authorization: Bearer ap_admin",
        "Authorization: Bearer ap_admin,  Authorization: Bearer ap_admin",
        "X-API-Key: ap_viewer,            Authorization: Bearer ap_admin",
        "X-API-Key: ap_viewer,            X-API-Key: ap_admin",
    })
    void takesNoTwoKeys(String one, String other) throws Exception {
        assertThat(sent("GET /api/v1/agents HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + one + "\r\n" + other
                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("Send one key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key", "if-match", "Last-Event-ID", "Date", "Content-Type"})
    void takesNoHeaderTwiceThatSaysOneThing(String name) throws Exception {
        String request = "GET /api/v1/agents HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-API-Key: ap_viewer\r\n";
        String header = name + ": application/json\r\n";

        assertThat(sent(request + header + "\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(sent(request + header + header + "\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("\"field\":\"" + name + "\"");
    }

    /** The sender's fault, whether a service or the gateway itself reads the body. */
    @ParameterizedTest
    @ValueSource(strings = {"PUT /api/v1/config/defaults", "POST /api/v1/policies/evaluate"})
    void refusesAChunkThatIsNone(String operation) throws Exception {
        assertThat(sent(operation + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer ap_admin\r\n"
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    /** Once the chunks are joined the content is still packed by the other coding. */
    @Test
    void takesNoBodyInASecondTransferCoding() throws Exception {
        assertThat(sent("PUT /api/v1/config/defaults HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                        + "Authorization: Bearer ap_admin\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"field\":\"Transfer-Encoding\"");
    }

    @Test
    void sendsScriptsPackedAndOnce() throws Exception {
        HttpResponse<byte[]> packed = script("Accept-Encoding", "gzip");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(script("Accept-Encoding", "identity").body());

        HttpResponse<byte[]> again =
                script("If-None-Match", packed.headers().firstValue("ETag").orElseThrow());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    private HttpResponse<byte[]> script(String header, String value) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/swagger-ui/swagger-ui-bundle.js"))
                        .header(header, value)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    @Test
    void servesPagesWhole() throws Exception {
        HttpResponse<String> page = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/swagger-ui/index.html"))
                        .header("Range", "bytes=9999999-")
                        .build(),
                BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Swagger UI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /actuator/health HTTP/7.7", "GARBAGE", "GET /actuator/%zz HTTP/1.1"})
    void answersOperatorsInProblemsToo(String line) throws Exception {
        assertThat(sent(managementPort, line + "\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    /** Nobody reads for ever what was refused; who sends more is told that the connection ends. */
    @Test
    void saysThatItClosesWhereABodyIsTooLongToBeReadInVain() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("PUT /api/v1/config/defaults HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ap_wrong\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + (17L << 20) + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            byte[] part = new byte[1 << 20];
            for (int parts = 0; parts < 17; parts++) {
                out.write(part);
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401 ")
                    .containsIgnoringCase("Connection: close");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3_000, 7_400, 7_900})
    void passesOnWhateverHeadersItLetsIn(int length) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                request("/api/v1/agents")
                        .header("Authorization", "Bearer ap_viewer")
                        .header("If-None-Match", "\"" + "x".repeat(length) + "\"")
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void speaksForItselfInEachAnswer() throws Exception {
        HttpResponse<String> answer = get("/api/v1/agents?" + EchoService.CREATED, "ap_viewer");
        HttpResponse<String> refusal = get("/api/v1/agents", "ap_wrong");

        assertThat(answer.headers().allValues("Date")).hasSize(1);
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/agents/made?namespace=alpha");
        assertThat(answer.headers().firstValue("Agentplane-Recorded-As")).isEmpty();
        assertThat(refusal.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(refusal.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(get("/swagger-ui/index.html", "").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'")
                        .doesNotContain("unsafe"));
    }

    @Test
    void triesAgainWhereAConnectionWasClosedUnderARead() throws Exception {
        var calls = new AtomicInteger();
        REGISTRY.answer("/api/v1/agents/rank", exchange -> {
            calls.incrementAndGet();
            exchange.close();
        });
        REGISTRY.answer("/api/v1/roles-catalog", exchange -> {
            if (calls.getAndIncrement() > 0) {
                exchange.sendResponseHeaders(200, -1);
            }
            exchange.close();
        });

        assertThat(get("/api/v1/roles-catalog", "ap_viewer").statusCode()).isEqualTo(200);
        assertThat(calls).hasValue(2);
        assertThat(HTTP.send(
                                request("/api/v1/agents/rank")
                                        .header("Authorization", "Bearer ap_viewer")
                                        .POST(BodyPublishers.ofString("{}"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(503);
        assertThat(calls)
                .as("what may have changed something is not done again")
                .hasValue(3);
    }

    @Test
    void letsAnAdministratorNameAnotherNamespace() throws Exception {
        String answer = get("/api/v1/agents?namespace=beta", "ap_admin").body();

        var claims = SignedJWT.parse(
                        JsonPath.<String>read(answer, "$.authorization").substring("Bearer ".length()))
                .getJWTClaimsSet();
        assertThat(claims.getStringClaim("namespace")).isEqualTo("beta");
    }

    @Test
    void refusesABodyAboveTheLimitWhetherItsLengthIsAnnouncedOrNot() throws Exception {
        byte[] twoMebibytes = new byte[2 * 1024 * 1024];

        for (var body : List.of(
                BodyPublishers.ofByteArray(twoMebibytes),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(twoMebibytes)))) {
            HttpResponse<String> answer = HTTP.send(
                    request("/api/v1/config/defaults")
                            .header("Authorization", "Bearer ap_admin")
                            .PUT(body)
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("body-too-large");
        }
    }

    @Test
    void passesABodyOfAnnouncedAndUnknownLength() throws Exception {
        byte[] body = new byte[1024 * 1024];

        for (var publisher : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            HttpResponse<String> answer = HTTP.send(
                    request("/api/v1/config/defaults")
                            .header("Authorization", "Bearer ap_admin")
                            .PUT(publisher)
                            .build(),
                    BodyHandlers.ofString());

            assertThat(JsonPath.<Integer>read(answer.body(), "$.length")).isEqualTo(body.length);
        }
    }

    @Test
    void locksOutARevokedKeyAndADisabledPrincipalWithinTwoSeconds() throws Exception {
        try (var events = new AccessEvents(codec)) {
            events.principal("leaver", "alpha", List.of("views:read"), true, 1);
            events.apiKey("k8", "leaver", "ap_k8", null, null, 1);
            events.apiKey("k9", "leaver", "ap_k9", null, null, 1);
            await().until(() -> get("/api/v1/agents", "ap_k9").statusCode() == 200);

            events.apiKey("k8", "leaver", "ap_k8", null, Instant.now(), 2);
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> get("/api/v1/agents", "ap_k8").statusCode() == 401);
            assertThat(get("/api/v1/agents", "ap_k9").statusCode()).isEqualTo(200);

            events.principal("leaver", "alpha", List.of("views:read"), false, 2);
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> get("/api/v1/agents", "ap_k9").statusCode() == 401);

            events.principal("leaver", "alpha", List.of("views:read"), true, 1);
            events.principal("last", "alpha", List.of("views:read"), true, 1);
            events.apiKey("k10", "last", "ap_k10", null, null, 1);
            await().until(() -> get("/api/v1/agents", "ap_k10").statusCode() == 200);
            assertThat(get("/api/v1/agents", "ap_k9").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void tellsCallersWhoTheyAre() throws Exception {
        String me = get("/api/v1/me", "ap_viewer").body();

        assertThat(JsonPath.<String>read(me, "$.id")).isEqualTo("viewer");
        assertThat(JsonPath.<List<String>>read(me, "$.permissions")).containsExactly("views:read");
    }

    @Test
    void publishesItsKeyButNotTheSecretPartOfIt() throws Exception {
        String keys = get("/.well-known/jwks.json", "").body();

        assertThat(JsonPath.<List<String>>read(keys, "$.keys[*].crv")).containsExactly("P-256");
        assertThat(JsonPath.<List<String>>read(keys, "$.keys[*].d")).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys/identity.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void showsTheDocumentsOfAllServicesInOneSwaggerUi() throws Exception {
        for (String page : List.of("/swagger-ui.html", "/swagger-ui/index.html")) {
            String html = get(page, "").body();
            assertThat(html).contains("Swagger UI");
            List<String> links = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                    .matcher(html)
                    .results()
                    .map(link -> link.group(1))
                    .toList();
            assertThat(links).contains("/swagger-ui/start.js", "/swagger-ui/ours.css");
            for (String link : links) {
                assertThat(get(link, "").statusCode()).as(link).isEqualTo(200);
            }
        }
        assertThat(get("/swagger-ui/start.js", "").body())
                .containsSubsequence(
                        "\"/v3/api-docs\"",
                        "/v3/api-docs/registry",
                        "/v3/api-docs/config",
                        "/v3/api-docs/policy",
                        "/v3/api-docs/scheduler",
                        "/v3/api-docs/gateway");
        assertThat(get("/swagger-ui/swagger-ui-bundle.js", "").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        assertThat(JsonPath.<String>read(get("/v3/api-docs/config", "").body(), "$.uri"))
                .isEqualTo("/api/v1/v3/api-docs");
        assertThat(get("/v3/api-docs/gateway", "").body()).contains("/api/v1/me");
    }

    @Test
    void offersWhatWasReviewed() {
        OpenApiContract.check(client, "gateway", "/v3/api-docs/gateway.yaml");
    }

    @Test
    void usesTopicsAsItsRightsSay(@Autowired ApplicationContext service) {
        KafkaRights.check(service, "gateway");
    }

    @Test
    void showsItsHealthAndMetricsOnTheManagementPortOnly() throws Exception {
        assertThat(get("/actuator/health", "").statusCode()).isEqualTo(404);

        var health = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(health.statusCode()).isEqualTo(200);
        var metrics = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(metrics.body()).contains("agentplane_gateway_calls_seconds", "agentplane_access_connected");
    }

    private String service(String path) throws Exception {
        return JsonPath.read(get(path, "ap_viewer").body(), "$.service");
    }

    private HttpResponse<String> get(String path, String key) throws Exception {
        return HTTP.send(request(path).header("Authorization", "Bearer " + key).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
