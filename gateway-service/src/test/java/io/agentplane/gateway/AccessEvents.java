package io.agentplane.gateway;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.test.TestKafka;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells the gateway of rights, as the policy service would. */
final class AccessEvents implements AutoCloseable {

    private static final String TOPIC = "agentplane.policy.access.v1";

    private final EventCodec codec;
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());

    AccessEvents(EventCodec codec) {
        this.codec = codec;
    }

    static void createTopic() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(3), Optional.empty())));
        }
    }

    void principal(String id, String namespace, List<String> permissions, boolean enabled, long revision) {
        send(
                "principal-changed",
                id,
                namespace,
                revision,
                Map.of(
                        "id", id,
                        "name", id + "-name",
                        "kind", "PERSON",
                        "namespace", namespace,
                        "roles", List.of("SOME_ROLE"),
                        "permissions", permissions,
                        "enabled", enabled,
                        "revision", revision));
    }

    void apiKey(String id, String principal, String secret, Instant expiresAt, Instant revokedAt, long revision) {
        Map<String, Object> state = new HashMap<>(Map.of(
                "id", id, "principalId", principal, "prefix", "ap_", "hash", hash(secret), "revision", revision));
        if (expiresAt != null) {
            state.put("expiresAt", expiresAt);
        }
        if (revokedAt != null) {
            state.put("revokedAt", revokedAt);
        }
        send(revokedAt == null ? "api-key-created" : "api-key-revoked", id, "any", revision, state);
    }

    private void send(String type, String subject, String namespace, long revision, Map<String, Object> state) {
        producer.send(codec.encode(new StoredEvent(
                UuidCreator.getTimeOrderedEpoch(),
                TOPIC,
                type,
                "/policy-service",
                subject,
                namespace,
                revision,
                Instant.now(),
                null,
                codec.encodeState(state))));
        producer.flush();
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
