package io.agentplane.gateway.access;

import io.agentplane.platform.event.EventCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/** Who holds which key: the latest state of every principal and key, in memory. Events that come late change nothing. */
@Component
class AccessBook {

    private final EventCodec codec;
    private final RightsBook rights;
    private final AgentPermissionsBook agentPermissions;
    private final KeyUses uses;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<String, Principal> principals = new ConcurrentHashMap<>();
    private final Map<String, ApiKey> keysByHash = new ConcurrentHashMap<>();

    AccessBook(
            EventCodec codec,
            RightsBook rights,
            AgentPermissionsBook agentPermissions,
            KeyUses uses,
            MeterRegistry metrics,
            Clock clock) {
        this.codec = codec;
        this.rights = rights;
        this.agentPermissions = agentPermissions;
        this.uses = uses;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The holder of a secret, if the key is valid now and its holder enabled. */
    Optional<Principal> holderOf(String secret) {
        ApiKey key = keysByHash.get(hash(secret));
        if (key == null) {
            return refused("unknown-key");
        }
        Instant now = clock.instant();
        if (!key.isValidAt(now)) {
            return refused(key.revokedAt() == null ? "expired-key" : "revoked-key");
        }
        Principal holder = principals.get(key.principalId());
        if (holder == null) {
            return refused("unknown-principal");
        }
        if (!holder.enabled()) {
            return refused("disabled-principal");
        }
        uses.note(key.id(), holder.namespace(), now);
        return Optional.of(holder);
    }

    /** The holder of a secret, whether it may use it or not. */
    Optional<Principal> lastHolderOf(String secret) {
        return Optional.ofNullable(keysByHash.get(hash(secret))).map(key -> principals.get(key.principalId()));
    }

    boolean isPrincipal(String id) {
        return principals.containsKey(id);
    }

    private Optional<Principal> refused(String reason) {
        metrics.counter("agentplane.access.refusals", "reason", reason).increment();
        return Optional.empty();
    }

    void learn(ConsumerRecord<String, byte[]> message) {
        switch (codec.typeOf(message)) {
            case "api-key-created", "api-key-revoked" ->
                learn(codec.decode(message, ApiKey.class).state());
            case "role-changed", "role-deleted" ->
                rights.learn(codec.decode(message, Role.class).state());
            case "role-binding-changed" ->
                rights.learn(codec.decode(message, RoleBinding.class).state());
            case "agent-permissions-changed" ->
                agentPermissions.learn(
                        codec.decode(message, AgentPermissionsBook.Entry.class).state());
            default -> learn(codec.decode(message, Principal.class).state());
        }
    }

    private void learn(ApiKey key) {
        keysByHash.merge(key.hash(), key, (known, news) -> known.revision() >= news.revision() ? known : news);
    }

    private void learn(Principal principal) {
        principals.merge(
                principal.id(), principal, (known, news) -> known.revision() >= news.revision() ? known : news);
    }

    static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
