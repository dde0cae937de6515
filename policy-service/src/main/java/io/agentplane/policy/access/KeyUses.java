package io.agentplane.policy.access;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** When keys of one namespace were used last, as one gateway tells it. */
record KeyUses(List<KeyUse> uses) {

    KeyUses {
        uses = List.copyOf(uses);
    }

    record KeyUse(UUID keyId, Instant usedAt) {

        KeyUse {
            Objects.requireNonNull(keyId, "keyId");
            Objects.requireNonNull(usedAt, "usedAt");
        }
    }
}
