package io.agentplane.config.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.test.JsonColumns;
import io.agentplane.platform.test.ServiceTest;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Values are kept as they were given, by the layer, by its revisions and by the event that tells of them. */
@ServiceTest
class StoredConfigurationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    @Autowired
    private EntityManager entities;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StoredJson json;

    private final String namespace = "stored-" + UUID.randomUUID();

    @Test
    void keepsEveryValueOfALayer() {
        JsonColumns.requireKept(
                entities,
                this::inTransaction,
                new ConfigurationLayer(Layers.DEFAULTS, new LayerChange(values(), "alice", "because", NOON)));
    }

    @Test
    void keepsEveryValueOfARevision() {
        var revisions = new RevisionQueries(jdbc, json);
        var revision = new ConfigurationRevision(7, values(), "alice", "because", NOON);

        inTransaction(() -> revisions.append(Layers.DEFAULTS, revision));

        inTransaction(() -> assertThat(revisions.find(Layers.DEFAULTS, 7)).hasValue(revision));
    }

    @Test
    void tellsOthersOfEveryValue() {
        var state = new ConfigurationLayerState(Layers.DEFAULTS, values(), "alice", "because", NOON, 7);

        assertThat(json.read(json.writeBytes(state), ConfigurationLayerState.class))
                .isEqualTo(state);
    }

    private void inTransaction(Runnable work) {
        Namespace.run(namespace, () -> transaction.executeWithoutResult(status -> work.run()));
    }

    /** One of every kind that JSON has. */
    private static Map<String, Object> values() {
        Map<String, @Nullable Object> extra = new HashMap<>();
        extra.put("nothing", null);
        extra.put("yes", true);
        extra.put("whole", 7);
        extra.put("long", 9_007_199_254_740_993L);
        extra.put("fraction", new BigDecimal("0.1"));
        extra.put("text", "ö\n\"");
        extra.put("list", Arrays.asList(1, null, List.of("x"), Map.of("a", 1)));
        return Map.of("temperature", new BigDecimal("0.7"), "extra", extra);
    }
}
