package io.agentplane.benchmarks.outbox;

import io.agentplane.local.Blueprint;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.process.Part;
import io.agentplane.local.state.Ports;
import java.util.List;
import java.util.Set;

/** The local cluster's PostgreSQL and Kafka, without services. */
record Stores(ClusterOptions options) implements Blueprint {

    @Override
    public Set<String> listeners() {
        return Set.of(PostgresServer.NAME, KafkaBroker.NAME, KafkaBroker.CONTROLLER);
    }

    @Override
    public List<Part> parts(Ports ports) {
        return List.of(
                new PostgresServer(options.data(), ports.of(PostgresServer.NAME)).part(),
                new KafkaBroker(
                                options.data(),
                                options.checkout().resolve("local-cluster/target/lib"),
                                ports.of(KafkaBroker.NAME),
                                ports.of(KafkaBroker.CONTROLLER))
                        .part());
    }
}
