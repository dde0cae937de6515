package io.agentplane.platform.check;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the Kafka cluster that answers with the one that the schema's events went to first. Another one has neither the
 * events nor the readers' positions, and nobody would notice but by what is missing.
 */
final class KnownKafka implements Callable<Optional<String>> {

    private final JdbcClient database;
    private final Callable<String> present;
    private final String accepted;

    /**
     * @param present the id of the cluster that answers
     * @param accepted the id that is to take the place of the one before
     */
    KnownKafka(JdbcClient database, Callable<String> present, String accepted) {
        this.database = database;
        this.present = present;
        this.accepted = accepted;
    }

    @Override
    public Optional<String> call() throws Exception {
        String cluster;
        try {
            cluster = present.call();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AuthenticationException refused) {
                return Optional.of(
                        "Kafka refuses the login of this service (spring.kafka.properties.sasl.jaas.config): %s"
                                .formatted(refused.getMessage()));
            }
            throw failed;
        }
        database.sql("INSERT INTO kafka_cluster (id) VALUES (:id) ON CONFLICT DO NOTHING")
                .param("id", cluster)
                .update();
        if (cluster.equals(accepted)) {
            database.sql("UPDATE kafka_cluster SET id = :id, since = now() WHERE id <> :id")
                    .param("id", cluster)
                    .update();
        }
        String known =
                database.sql("SELECT id FROM kafka_cluster").query(String.class).single();
        return known.equals(cluster)
                ? Optional.empty()
                : Optional.of(
                        "Kafka is the cluster %s, but this service's events went to %s; if it is meant to take that one's place, set agentplane.kafka.accept-cluster to its id"
                                .formatted(cluster, known));
    }
}
