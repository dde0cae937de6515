package io.agentplane.local.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;

/** The settings of a broker that is also its own controller. */
public final class BrokerSettings {

    // The buffer of the log cleaner is taken at start and is half the heap unless it is made smaller. Topics are made
    // by
    // the services, because only they know which are compacted.
    private static final String ALL =
            """
            process.roles=broker,controller
            node.id=1
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=CLIENT
            listener.security.protocol.map=CLIENT:%1$s,CONTROLLER:%1$s
            sasl.enabled.mechanisms=%2$s
            sasl.mechanism.controller.protocol=%2$s
            sasl.mechanism.inter.broker.protocol=%2$s
            authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
            super.users=User:%3$s
            allow.everyone.if.no.acl.found=false
            num.partitions=4
            default.replication.factor=1
            auto.create.topics.enable=false
            offsets.topic.num.partitions=4
            offsets.topic.replication.factor=1
            transaction.state.log.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.num.partitions=4
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            log.cleaner.dedupe.buffer.size=8388608
            num.network.threads=2
            num.io.threads=4
            background.threads=2
            """.formatted(KafkaLogins.PROTOCOL, KafkaLogins.MECHANISM, KafkaLogins.ADMINISTRATOR);

    private static final int CLIENT_PORT = 9092;
    private static final int CONTROLLER_PORT = 9093;

    private BrokerSettings() {}

    /** What is the same everywhere. */
    static Properties common() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(ALL));
        return properties;
    }

    /**
     * Those of a broker in a container of its own, which keeps its users itself. Its controller can't ask for them before
     * there is one, so that it has a login by a plain password, and can be reached from within the container alone.
     *
     * @param host by which the others reach it
     * @param storage as the container sees it
     */
    public static Properties inContainer(KafkaLogins logins, String host, Path storage) throws IOException {
        Properties properties = common();
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + CONTROLLER_PORT);
        properties.setProperty(
                "listeners", "CLIENT://0.0.0.0:%d,CONTROLLER://127.0.0.1:%d".formatted(CLIENT_PORT, CONTROLLER_PORT));
        properties.setProperty("advertised.listeners", "CLIENT://%s:%d".formatted(host, CLIENT_PORT));
        properties.setProperty("log.dirs", storage.toString());
        properties.setProperty("sasl.mechanism.controller.protocol", KafkaLogins.PLAIN);
        properties.setProperty("listener.name.controller.sasl.enabled.mechanisms", KafkaLogins.PLAIN);
        properties.setProperty("listener.name.controller.plain.sasl.jaas.config", logins.controller());
        properties.setProperty(
                "listener.name.client.scram-sha-512.sasl.jaas.config",
                logins.client(KafkaLogins.ADMINISTRATOR).get(KafkaLogins.JAAS));
        return properties;
    }

    /** What it logs, and where to. */
    public static String logging() throws IOException {
        try (InputStream in = Objects.requireNonNull(BrokerSettings.class.getResourceAsStream("log4j2.properties"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** An identity that no other cluster has. */
    static String newClusterId() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
