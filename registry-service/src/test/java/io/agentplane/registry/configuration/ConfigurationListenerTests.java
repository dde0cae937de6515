package io.agentplane.registry.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an agent learns of its configuration by its heartbeats. */
class ConfigurationListenerTests extends RegistryStage {

    @Autowired
    private ConfigurationListener listener;

    @Autowired
    private EventCodec codec;

    private TestApi api;
    private Agents agents;

    @BeforeEach
    void workInANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("config-" + UUID.randomUUID()));
        agents = new Agents(api);
    }

    @Test
    void tellsTheNewestRevisionsWithTheReceipt() throws IOException {
        String id = agents.register("configured");
        assertThat(receipt(id)).doesNotContainKeys("configRevision", "defaultsRevision");

        listener.on(changed(id, 3));
        listener.on(changed(id, 2));
        listener.on(changed("defaults", 7));

        await().untilAsserted(() -> {
            assertThat(receipt(id).get("configRevision")).isEqualTo(3);
            assertThat(receipt(id).get("defaultsRevision")).isEqualTo(7);
        });
        listener.on(changed(id, 4));
        await().untilAsserted(
                        () -> assertThat(receipt(id).get("configRevision")).isEqualTo(4));
    }

    @Test
    void tellsNobodyOfAnotherNamespacesConfiguration() throws IOException {
        String id = agents.register("configured");
        api = api.as(TestCaller.in("config-" + UUID.randomUUID()));
        listener.on(changed("defaults", 7));
        listener.on(changed(id, 3));

        api = agents.api();
        assertThat(receipt(id)).doesNotContainKeys("configRevision", "defaultsRevision");
    }

    private Map<String, Object> receipt(String agent) {
        @SuppressWarnings("unchecked")
        Map<String, Object> receipt = TestApi.body(api.post("/agents/" + agent + "/heartbeat"), Map.class);
        return receipt;
    }

    /** The reviewed sample of the configuration service, of another scope. */
    private ConsumerRecord<String, byte[]> changed(String scope, long revision) throws IOException {
        String state = Files.readString(Path.of("..", "contracts", "events", "configuration-changed.json"))
                .replace("01900000-0000-7000-8000-000000000001", scope);
        var sent = codec.encode(new StoredEvent(
                UUID.randomUUID(),
                "agentplane.config.configurations.v1",
                "configuration-changed",
                "/config-service",
                api.caller().namespace() + "/" + scope,
                api.caller().namespace(),
                revision,
                Instant.parse("2026-01-01T12:00:00Z"),
                null,
                state.getBytes(UTF_8)));
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }
}
