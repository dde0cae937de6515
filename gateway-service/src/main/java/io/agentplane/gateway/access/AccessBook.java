package io.agentplane.gateway.access;

import io.agentplane.platform.event.EventCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
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
    private final Clock clock;
    private final Map<String, Principal> principals = new ConcurrentHashMap<>();
    private final Map<String, ApiKey> keysByHash = new ConcurrentHashMap<>();

    AccessBook(EventCodec codec, Clock clock) {
        this.codec = codec;
        this.clock = clock;
    }

    /** The holder of a secret, if the key is valid now and its holder enabled. */
    Optional<Principal> holderOf(String secret) {
        ApiKey key = keysByHash.get(hash(secret));
        if (key == null || !key.isValidAt(clock.instant())) {
            return Optional.empty();
        }
        return Optional.ofNullable(principals.get(key.principalId())).filter(Principal::enabled);
    }

    void learn(ConsumerRecord<String, byte[]> message) {
        if (codec.typeOf(message).startsWith("api-key-")) {
            ApiKey key = codec.decode(message, ApiKey.class).state();
            keysByHash.merge(key.hash(), key, (known, news) -> known.revision() >= news.revision() ? known : news);
        } else {
            Principal principal = codec.decode(message, Principal.class).state();
            principals.merge(
                    principal.id(), principal, (known, news) -> known.revision() >= news.revision() ? known : news);
        }
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
