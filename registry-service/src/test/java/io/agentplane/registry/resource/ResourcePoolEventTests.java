package io.agentplane.registry.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.registry.RegistryStage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What pools tell others, compared with the reviewed sample in {@code contracts/events}. */
class ResourcePoolEventTests extends RegistryStage {

    private static final Path SAMPLE = Path.of("..", "contracts", "events", "resource-pool-changed.json");
    private static final ResourcePoolChanged EVENT = new ResourcePoolChanged(
            new ResourcePoolView(
                    UUID.fromString("01900000-0000-7000-8000-000000000001"),
                    "gpu-farm",
                    new Capacity(new BigDecimal("12.5"), 64_000_000_000L, 500_000_000_000L, 10_000_000_000L),
                    new Capacity(new BigDecimal("2"), 4_000_000_000L, 0, 0),
                    new Capacity(new BigDecimal("10.5"), 60_000_000_000L, 500_000_000_000L, 10_000_000_000L),
                    3,
                    7),
            "default");

    @Autowired
    private EventCodec codec;

    @Autowired
    private JsonMapper json;

    @Test
    void areWrittenAsReviewed() throws IOException {
        byte[] written = codec.encodeState(EVENT.state());
        if (Boolean.getBoolean("contracts.update")) {
            Files.writeString(
                    SAMPLE, json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(written)) + "\n");
        }

        assertThat(json.readTree(written)).isEqualTo(json.readTree(Files.readAllBytes(SAMPLE)));
    }

    @Test
    void areReadAsReviewed() throws IOException {
        var sent = codec.encode(new StoredEvent(
                UUID.randomUUID(),
                EVENT.topic(),
                EVENT.type(),
                "/registry-service",
                EVENT.subject(),
                EVENT.namespace(),
                EVENT.revision(),
                Instant.parse("2026-01-01T12:00:00Z"),
                null,
                Files.readAllBytes(SAMPLE)));
        var received = new ConsumerRecord<>(EVENT.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);

        var read = codec.decode(received, ResourcePoolView.class);

        assertThat(read.type()).isEqualTo("resource-pool-changed");
        assertThat(read.revision()).isEqualTo(7);
        assertThat(read.state()).isEqualTo(EVENT.state());
    }
}
