package io.agentplane.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.gateway.access.KeyUseTelling.KeysUsed;
import io.agentplane.gateway.access.KeyUses.KeyUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KeyUsesTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final KeyUses uses = new KeyUses();

    @Test
    void areTakenOnceByNamespace() {
        uses.note("k1", "alpha", NOON);
        uses.note("k1", "alpha", NOON.plusSeconds(5));
        uses.note("k2", "beta", NOON);

        assertThat(uses.take())
                .isEqualTo(Map.of(
                        "alpha", List.of(new KeyUse("k1", NOON.plusSeconds(5))),
                        "beta", List.of(new KeyUse("k2", NOON))));
        assertThat(uses.take()).isEmpty();
    }

    @Test
    void waitForTheNextTimeWhenTheyCouldNotBeTold() {
        uses.note("k1", "alpha", NOON);
        uses.note("k2", "alpha", NOON);
        List<KeyUse> taken = uses.take().get("alpha");
        uses.note("k1", "alpha", NOON.plusSeconds(9));

        uses.putBack("alpha", taken);

        assertThat(uses.take().get("alpha"))
                .containsExactlyInAnyOrder(new KeyUse("k1", NOON.plusSeconds(9)), new KeyUse("k2", NOON));
    }

    @Test
    void areWrittenAsReviewed() throws IOException {
        byte[] golden = Files.readAllBytes(Path.of("..", "contracts", "events", "keys-used.json"));
        var json = new JsonMapper();

        byte[] written =
                json.writeValueAsBytes(new KeysUsed(List.of(new KeyUse("01900000-0000-7000-8000-000000000002", NOON))));

        assertThat(json.readTree(written)).isEqualTo(json.readTree(golden));
    }
}
