package io.agentplane.platform.test;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** One real Kafka broker for all tests of a module: a container where a Docker engine answers, else one in this JVM. */
public final class TestKafka {

    private static final String RUNNING = start();

    private TestKafka() {}

    public static String bootstrapServers() {
        return RUNNING;
    }

    /** A broker for one test alone, which may stop and start it. */
    public static EmbeddedKafkaKraftBroker ownBroker() {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperty("auto.create.topics.enable", "false");
        // One partition of each is there sooner than the usual fifty.
        broker.brokerProperty("offsets.topic.num.partitions", "1");
        broker.brokerProperty("transaction.state.log.num.partitions", "1");
        broker.brokerProperty("transaction.state.log.replication.factor", "1");
        broker.brokerProperty("transaction.state.log.min.isr", "1");
        broker.afterPropertiesSet();
        return broker;
    }

    // Both kinds of broker live as long as the test JVM.
    @SuppressWarnings("resource")
    private static String start() {
        Patience.apply();
        if (DockerClientFactory.instance().isDockerAvailable()) {
            KafkaContainer container = new KafkaContainer("apache/kafka:4.2.1");
            container.start();
            return container.getBootstrapServers();
        }
        return ownBroker().getBrokersAsString();
    }
}
