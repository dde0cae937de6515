package io.agentplane.gateway;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.test.TestKafka;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
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
import org.awaitility.Awaitility;

/** Tells the gateway of rights and kill switches, as the policy service would. */
final class AccessEvents implements AutoCloseable {

    /** Of each topic; as many as gateways make, or they would add to those that there are. */
    static final int PARTITIONS = 3;

    private static final String TOPIC = "agentplane.policy.access.v1";
    private static final String KILL_SWITCHES = "agentplane.policy.kill-switches.v1";

    static {
        // What these events do shows within a few milliseconds.
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

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

    /** All that a gateway has to read before it is ready; it would make them itself, a moment later. */
    static void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(Stream.of(TOPIC, KILL_SWITCHES, PolicyEvents.POLICIES, PolicyEvents.AGENTS)
                    .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()))
                    .toList());
        }
    }

    void principal(String id, String namespace, List<String> permissions, boolean enabled, long revision) {
        principal(id, namespace, Map.of("permissions", permissions, "enabled", enabled), revision);
    }

    /** An agent's principal. */
    void agent(String id, String agentId, String namespace, List<String> permissions) {
        principal(id, namespace, Map.of("permissions", permissions, "kind", "AGENT", "agentId", agentId), 1);
    }

    /** Someone who has custom roles only. */
    void holder(String id, String namespace, List<String> roles, long revision) {
        principal(id, namespace, Map.of("roles", roles), revision);
    }

    private void principal(String id, String namespace, Map<String, Object> others, long revision) {
        Map<String, Object> state = new HashMap<>(Map.of(
                "id",
                id,
                "name",
                id + "-name",
                "kind",
                "PERSON",
                "namespace",
                namespace,
                "roles",
                List.of("SOME_ROLE"),
                "permissions",
                List.of(),
                "enabled",
                true,
                "revision",
                revision));
        state.putAll(others);
        send("principal-changed", id, namespace, revision, state);
    }

    void role(String namespace, String name, List<String> permissions, List<String> includes, long revision) {
        send(
                "role-changed",
                "role/" + namespace + "/" + name,
                namespace,
                revision,
                Map.of(
                        "namespace", namespace,
                        "name", name,
                        "description", "",
                        "permissions", permissions,
                        "includes", includes,
                        "revision", revision));
    }

    /** What a principal has in a namespace that is not its own. */
    void binding(String principal, String namespace, List<String> roles, List<String> permissions, long revision) {
        send(
                "role-binding-changed",
                "role-binding/" + namespace + "/" + principal,
                namespace,
                revision,
                Map.of(
                        "principalId", principal,
                        "namespace", namespace,
                        "roles", roles,
                        "permissions", permissions,
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
