package io.agentplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.config.configuration.ConfigurationChanged;
import io.agentplane.config.configuration.ConfigurationLayerState;
import io.agentplane.config.prompt.PromptEvent.PromptCreated;
import io.agentplane.config.prompt.PromptEvent.PromptVersionAdded;
import io.agentplane.config.prompt.PromptState;
import io.agentplane.config.prompt.PromptVersion;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.event.OutboundEvent;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.test.KafkaRights;
import io.agentplane.platform.test.OpenApiContract;
import io.agentplane.platform.test.OperationRights;
import io.agentplane.platform.test.ServiceTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

/** What other services rely on, compared with the reviewed copies in {@code contracts/}. */
@ServiceTest
class ConfigContractTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

    @Autowired
    private EventCodec codec;

    @Autowired
    private JsonMapper json;

    static Stream<OutboundEvent> events() {
        return Stream.of(
                new ConfigurationChanged(
                        new ConfigurationLayerState(
                                ID.toString(),
                                Map.of(
                                        "model",
                                        "large",
                                        "temperature",
                                        new BigDecimal("0.2"),
                                        "timeout",
                                        "PT1M",
                                        "features",
                                        Map.of("search", true),
                                        "blockedTools",
                                        List.of("shell")),
                                "ada",
                                "calmer answers",
                                NOON,
                                3),
                        "default"),
                new PromptCreated(new PromptState(ID, "greeting", 1, version(1, null), 1), "default"),
                new PromptVersionAdded(new PromptState(ID, "greeting", 2, version(2, 1), 2), "default"));
    }

    @Test
    void offersWhatWasReviewed(@Autowired RestTestClient client) {
        OpenApiContract.check(client, "config");
    }

    @Test
    void asksForTheRightOfEachOperation(@Autowired RestTestClient client) {
        OperationRights.check(client);
    }

    @Test
    void usesTopicsAsItsRightsSay(@Autowired ApplicationContext service) {
        KafkaRights.check(service, "config");
    }

    @ParameterizedTest
    @MethodSource("events")
    void writesEventsAsReviewed(OutboundEvent event) throws IOException {
        assertThat(json.readTree(codec.encodeState(event.state()))).isEqualTo(json.readTree(golden(event)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsEventsAsReviewed(OutboundEvent event) throws IOException {
        ProducerRecord<String, byte[]> sent = codec.encode(new StoredEvent(
                UUID.randomUUID(),
                event.topic(),
                event.type(),
                "/config-service",
                event.subject(),
                event.namespace(),
                event.revision(),
                NOON,
                null,
                golden(event)));
        var received = new ConsumerRecord<>(event.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);

        InboundEvent<?> read = codec.decode(received, event.state().getClass());

        assertThat(read.type()).isEqualTo(event.type());
        assertThat(read.subject()).isEqualTo(event.subject());
        assertThat(read.revision()).isEqualTo(event.revision());
        assertThat(read.state()).isEqualTo(event.state());
    }

    private static byte[] golden(OutboundEvent event) throws IOException {
        return Files.readAllBytes(Path.of("..", "contracts", "events", event.type() + ".json"));
    }

    private static PromptVersion version(int version, Integer previous) {
        return new PromptVersion(
                ID, "greeting", version, "Say hello.", Map.of("model", "large"), "ada", "first try", previous, NOON);
    }
}
