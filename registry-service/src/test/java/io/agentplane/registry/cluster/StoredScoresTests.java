package io.agentplane.registry.cluster;

import static io.agentplane.platform.test.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.registry.RegistryStage;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why an agent was elected can be read later. */
class StoredScoresTests extends RegistryStage {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StoredJson json;

    @Autowired
    private Leadership leadership;

    @Test
    void keepsEveryFieldOfTheScores() {
        UUID cluster = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO agent_cluster (id, namespace, name, purpose, lease_millis, term, created_at, revision)
                VALUES (:id, 'scores', CAST(:id AS text), 'to be scored', 1000, 1, now(), 1)
                """).param("id", cluster).update();
        Scores scores = filled(new Scores(0.8125, 0.1, 0.2, 0.3, 0.4, Map.of("experience", "twice as much")));

        new LeaseQueries(jdbc, json)
                .begin(cluster, new LeadershipView(1, UUID.randomUUID(), NOON, NOON.plusSeconds(1), null, scores), 10);

        Namespace.run(
                "scores",
                () -> assertThat(leadership.leases(cluster, null, 1).items())
                        .singleElement()
                        .extracting(LeadershipView::scores)
                        .isEqualTo(scores));
    }
}
