package io.agentplane.config.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
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

/** The settings of a wording are kept as they were given. */
@ServiceTest
class StoredPromptTests {

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
    void keepsEverySettingOfAWording() {
        Map<String, @Nullable Object> config =
                new HashMap<>(Map.of("model", "large-1", "temperature", new BigDecimal("0.1")));
        config.put("stop", null);
        config.put("tools", Arrays.asList("a", null, Map.of("deep", List.of(1))));
        var prompt = new Prompt("greeting", NOON);
        PromptVersion version = prompt.add(new PromptDraft("Hello", config, "first"), "alice", NOON);
        var versions = new PromptVersionQueries(jdbc, json);

        inTransaction(() -> entities.persist(prompt));
        inTransaction(() -> versions.append(version));

        inTransaction(() -> assertThat(versions.find(prompt.getId(), 1)).hasValue(version));
        assertThat(json.read(json.writeBytes(version), PromptVersion.class)).isEqualTo(version);
    }

    private void inTransaction(Runnable work) {
        Namespace.run(namespace, () -> transaction.executeWithoutResult(status -> work.run()));
    }
}
