package io.agentplane.platform.check;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * Compares the Kafka cluster that answers with the one that the service met first. Another one has neither its events nor the
 * readers' positions, and nobody would notice but by what is missing.
 */
final class KnownKafka implements Callable<Optional<String>> {

    private final ClusterMemory memory;
    private final Callable<String> present;
    private final String accepted;

    /**
     * @param present the id of the cluster that answers
     * @param accepted the id that is to take the place of the one before
     */
    KnownKafka(ClusterMemory memory, Callable<String> present, String accepted) {
        this.memory = memory;
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
        String known = memory.remember(cluster, cluster.equals(accepted));
        return known.equals(cluster)
                ? Optional.empty()
                : Optional.of(
                        "Kafka is the cluster %s, but this service's events went to %s; if it is meant to take that one's place, set agentplane.kafka.accept-cluster to its id"
                                .formatted(cluster, known));
    }
}
