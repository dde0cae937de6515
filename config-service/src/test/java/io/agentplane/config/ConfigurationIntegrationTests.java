package io.agentplane.config;

import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class ConfigurationIntegrationTests {

    @Autowired
    private RestTestClient client;

    private final String agent = "/agents/" + UUID.randomUUID() + "/config";

    private Api api;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = in("n" + UUID.randomUUID());
    }

    @Test
    void givesAnUnconfiguredAgentTheBuiltInValues() {
        api.get(agent)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"0\"")
                .expectBody()
                .json("""
                        {"values": {"temperature": 0.7, "maxTokens": 4096, "maxRetries": 3, "timeout": "PT30S",
                                    "rateLimitRpm": 60},
                         "sources": {"temperature": "built-in", "maxTokens": "built-in", "maxRetries": "built-in",
                                     "timeout": "built-in", "rateLimitRpm": "built-in"},
                         "revision": 0, "defaultsRevision": 0}
                        """);
    }

    @Test
    void laysTheAgentsOverridesOverTheDefaultsAndSaysWhereEachValueCameFrom() {
        setDefaults(0, Map.of("model", "small", "maxTokens", 1000, "features", Map.of("search", true, "mail", true)));

        set(0, Map.of("model", "large", "features", Map.of("mail", false)))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"1\"");

        api.get(agent).expectBody().json("""
                {"values": {"model": "large", "maxTokens": 1000, "temperature": 0.7,
                            "features": {"search": true, "mail": false}},
                 "sources": {"model": "agent", "maxTokens": "defaults", "temperature": "built-in",
                             "features.search": "defaults", "features.mail": "agent"},
                 "revision": 1, "defaultsRevision": 1}
                """);
    }

    private RestTestClient.ResponseSpec set(long revision, Map<String, Object> values) {
        return api.change(HttpMethod.PUT, agent, revision, Map.of("values", values, "reason", "trial"));
    }

    private void setDefaults(long revision, Map<String, Object> values) {
        api.change(HttpMethod.PUT, "/config/defaults", revision, Map.of("values", values, "reason", "house rules"))
                .expectStatus()
                .isOk();
    }

    private Api in(String namespace) {
        return new Api(client, TestCaller.in(namespace));
    }
}
