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
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells the gateway of rights and kill switches, as the policy service would. */
final class AccessEvents implements AutoCloseable {

    private static final String TOPIC = "agentplane.policy.access.v1";
    private static final String KILL_SWITCHES = "agentplane.policy.kill-switches.v1";

    private final EventCodec codec;
    private final KafkaProducer<String, byte[]> producer;

    AccessEvents(EventCodec codec) {
        this(codec, TestKafka.bootstrapServers());
    }

    AccessEvents(EventCodec codec, String brokers) {
        this.codec = codec;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new ByteArraySerializer());
    }

    static void createTopics() {
        createTopics(TestKafka.bootstrapServers());
    }

    /** All that a gateway has to read before it is ready, but for some. */
    static void createTopics(String brokers, String... missing) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(Stream.of(TOPIC, KILL_SWITCHES, PolicyEvents.POLICIES, PolicyEvents.AGENTS)
                    .filter(name -> !List.of(missing).contains(name))
                    .map(name -> new NewTopic(name, Optional.of(3), Optional.empty()))
                    .toList());
        }
    }

    void principal(String id, String namespace, List<String> permissions, boolean enabled, long revision) {
        principal("PERSON", id, id + "-name", namespace, permissions, enabled, revision);
    }

    /** An agent's principal, which is named by the agent's id. */
    void agent(String id, String agentId, String namespace, List<String> permissions) {
        principal("AGENT", id, agentId, namespace, permissions, true, 1);
    }

    private void principal(
            String kind,
            String id,
            String name,
            String namespace,
            List<String> permissions,
            boolean enabled,
            long revision) {
        send(
                "principal-changed",
                id,
                namespace,
                revision,
                Map.of(
                        "id", id,
                        "name", name,
                        "kind", kind,
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

    /**
     * @param agentId null for all agents of the namespace
     */
    void killSwitch(String namespace, String agentId, boolean killed, String reason, long revision) {
        Map<String, Object> state = new HashMap<>(Map.of(
                "namespace", namespace, "killed", killed, "reason", reason, "by", "admin", "revision", revision));
        if (agentId != null) {
            state.put("agentId", agentId);
        }
        String subject = namespace + "/" + (agentId == null ? "*" : agentId);
        send(KILL_SWITCHES, "kill-switch-changed", subject, namespace, revision, state);
    }

    private void send(String type, String subject, String namespace, long revision, Map<String, Object> state) {
        send(TOPIC, type, subject, namespace, revision, state);
    }

    void send(String topic, String type, String subject, String namespace, long revision, Object state) {
        producer.send(codec.encode(new StoredEvent(
                UuidCreator.getTimeOrderedEpoch(),
                topic,
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
