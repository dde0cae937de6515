package io.agentplane.policy;

import io.agentplane.platform.test.TestKafka;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends to the broker of the tests, as another service would. */
public final class OtherService {

    private static final Map<String, Object> CLIENT = Map.of("bootstrap.servers", TestKafka.bootstrapServers());

    private OtherService() {}

    /** Sends messages in this order and returns when the broker has them; makes the topic if need be. */
    @SafeVarargs
    public static void send(ProducerRecord<String, byte[]>... messages) {
        createTopic(messages[0].topic());
        try (var producer = new KafkaProducer<>(CLIENT, new StringSerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> message : messages) {
                producer.send(message);
            }
        }
    }

    /** Makes a topic unless it is there. */
    public static void createTopic(String topic) {
        try (Admin admin = Admin.create(CLIENT)) {
            admin.createTopics(Set.of(new NewTopic(topic, 3, (short) 1))).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(failed);
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
