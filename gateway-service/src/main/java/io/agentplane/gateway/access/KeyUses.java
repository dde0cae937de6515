package io.agentplane.gateway.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** When each key was used last, since that was told to the policy service. */
@Component
class KeyUses {

    private static final Duration CLOSE_ENOUGH = Duration.ofSeconds(1);

    private final Map<String, Use> byKey = new ConcurrentHashMap<>();

    /** Takes a look, and seldom more than that: it is asked at every call. */
    void note(String keyId, String namespace, Instant now) {
        Use last = byKey.get(keyId);
        if (last == null || last.at().plus(CLOSE_ENOUGH).isBefore(now)) {
            byKey.put(keyId, new Use(namespace, now));
        }
    }

    /** All that were noted, by namespace; they are not noted here any more. */
    Map<String, List<KeyUse>> take() {
        Map<String, List<KeyUse>> taken = new TreeMap<>();
        byKey.forEach((keyId, use) -> {
            if (byKey.remove(keyId, use)) {
                taken.computeIfAbsent(use.namespace(), any -> new ArrayList<>()).add(new KeyUse(keyId, use.at()));
            }
        });
        return taken;
    }

    /** Notes again what could not be told, unless the key was used since. */
    void putBack(String namespace, List<KeyUse> uses) {
        uses.forEach(use -> byKey.putIfAbsent(use.keyId(), new Use(namespace, use.usedAt())));
    }

    private record Use(String namespace, Instant at) {}

    /** As it is told to the policy service. */
    record KeyUse(String keyId, Instant usedAt) {

        KeyUse {
            Objects.requireNonNull(keyId, "keyId");
            Objects.requireNonNull(usedAt, "usedAt");
        }
    }
}
