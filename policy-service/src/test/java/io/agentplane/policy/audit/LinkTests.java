package io.agentplane.policy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.audit.AuditOutcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkTests {

    private static final String CANONICAL =
            "{\"action\":\"GET /agents\",\"actorId\":\"1\",\"actorName\":\"a\\\"\\\\\\n\\u001fé\","
                    + "\"at\":\"2026-01-01T12:00:00.123456Z\",\"id\":\"01900000-0000-7000-8000-000000000001\",\"namespace\":\"n\","
                    + "\"outcome\":\"ALLOWED\",\"recordedAt\":\"2026-01-01T12:00:00.123456Z\",\"resource\":\"/agents\","
                    + "\"source\":\"127.0.0.1\",\"status\":200}";

    private final AuditEntry entry = new AuditEntry(
            UUID.fromString("01900000-0000-7000-8000-000000000001"),
            "n",
            AuditFixtures.NOON.plusNanos(789),
            new AuditEntry.Actor("1", "a\"\\\n\u001fé"),
            "GET /agents",
            "/agents",
            AuditOutcome.ALLOWED,
            200,
            null,
            "127.0.0.1",
            null);

    @Test
    void hashesTheHashBeforeItAndTheEntryAsCanonicalJson() throws Exception {
        byte[] previous = {1, 2, 3};

        Link link = Link.behind(7, previous, AuditFixtures.NOON, entry);

        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(previous);
        assertThat(link.hash()).isEqualTo(sha256.digest(CANONICAL.getBytes(StandardCharsets.UTF_8)));
        assertThat(link.isIntact()).isTrue();
    }

    @Test
    void tellsWhenAnythingOfItHasChanged() {
        Link link = Link.behind(1, new byte[32], AuditFixtures.NOON, entry);

        assertThat(new Link(1, AuditFixtures.NOON.plusSeconds(1), link.entry(), link.previous(), link.hash())
                        .isIntact())
                .isFalse();
        assertThat(new Link(1, AuditFixtures.NOON, link.entry(), new byte[31], link.hash()).isIntact())
                .isFalse();
    }
}
