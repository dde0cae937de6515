package io.agentplane.gateway;

import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** One of several gateways, and what a caller asks it. */
record TestGateway(ConfigurableApplicationContext context) implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    /** Starts a gateway with a folder of its own; settings are as in {@code server.port=0}. */
    static TestGateway start(Path folder, String policyUrl, String... settings) {
        return start(folder, policyUrl, context -> {}, settings);
    }

    /** The same, changed by a test before it starts. */
    static TestGateway start(
            Path folder,
            String policyUrl,
            ApplicationContextInitializer<ConfigurableApplicationContext> change,
            String... settings) {
        // An argument that is given twice has both values, so each is given once.
        Map<String, String> all = new HashMap<>(Map.of(
                "server.port", "0",
                "management.server.port", "0",
                "agentplane.events.partitions", Integer.toString(AccessEvents.PARTITIONS),
                "agentplane.gateway.services.policy", policyUrl,
                "agentplane.gateway.audit.folder", folder.resolve("audit").toString(),
                "agentplane.gateway.decision.folder",
                        folder.resolve("decisions").toString(),
                "agentplane.identity.signing-key-file",
                        folder.resolve("identity.json").toString(),
                "spring.kafka.bootstrap-servers", TestKafka.bootstrapServers()));
        for (String setting : settings) {
            all.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        String[] arguments = all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new TestGateway(new SpringApplicationBuilder(GatewayService.class)
                .initializers(change)
                .run(arguments));
    }

    EventCodec codec() {
        return context.getBean(EventCodec.class);
    }

    void awaitReady() {
        await().atMost(Duration.ofSeconds(30)).until(() -> health().statusCode() == 200);
    }

    HttpResponse<String> health() throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + port("local.management.port") + "/actuator/health/readiness"))
                        .build(),
                BodyHandlers.ofString());
    }

    int status(String method, String path, String key) throws Exception {
        return call(method, path, key).statusCode();
    }

    /** A call without a body. */
    HttpResponse<String> call(String method, String path, String key) throws Exception {
        return HTTP.send(
                request(path, key).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String key, Object body) throws Exception {
        return HTTP.send(
                request(path, key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("local.server.port") + "/api/v1" + path))
                .header("Authorization", "Bearer " + key);
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port("local.server.port")));
    }

    /** What becomes of a question; the problem's code when it has no answer. */
    String decision(String key, String agentId, String action) {
        return decision(key, Map.of("agentId", agentId, "action", action));
    }

    String decision(String key, Map<String, ?> question) {
        try {
            HttpResponse<String> answer = post("/policies/evaluate", key, question);
            return JsonPath.read(answer.body(), answer.statusCode() == 200 ? "$.decision" : "$.code");
        } catch (IOException closed) {
            // Refused before its body was read, a call may end the connection that the next one was sent on.
            return "no-answer";
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String port(String name) {
        return Objects.requireNonNull(context.getEnvironment().getProperty(name));
    }

    @Override
    public void close() {
        context.close();
    }
}
