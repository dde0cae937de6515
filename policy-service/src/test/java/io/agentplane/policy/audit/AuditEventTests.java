package io.agentplane.policy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.audit.AuditOutcome;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.json.StoredJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The audit entry as it was reviewed, in {@code contracts/events}. */
class AuditEventTests {

    private static final AuditEntry ENTRY = new AuditEntry(
            UUID.fromString("01900000-0000-7000-8000-000000000001"),
            "default",
            Instant.parse("2026-01-01T12:00:00Z"),
            new AuditEntry.Actor("01900000-0000-7000-8000-000000000002", "ci"),
            "POST /agents/*/activate",
            "/agents/01900000-0000-7000-8000-000000000003/activate",
            AuditOutcome.REFUSED,
            403,
            "permission-missing",
            "127.0.0.1",
            "0af7651916cd43dd8448eb211c80319c");

    private final EventCodec codec = new EventCodec(StoredJson.of(new JsonMapper()));

    @Test
    void isReadAsReviewed() throws IOException {
        var sent = ENTRY.message(codec, "/gateway-service");
        var received = new ConsumerRecord<>(AuditEntry.TOPIC, 0, 0, sent.key(), golden());
        sent.headers().forEach(received.headers()::add);

        assertThat(codec.decode(received, AuditEntry.class).state()).isEqualTo(ENTRY);
    }

    private static byte[] golden() throws IOException {
        return Files.readAllBytes(Path.of("..", "contracts", "events", AuditEntry.TYPE + ".json"));
    }
}
