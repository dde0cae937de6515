package io.agentplane.policy;

import io.agentplane.platform.test.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The broker of the tests, as another service would use it. */
public final class Kafka {

    private static final Map<String, Object> CLIENT = Map.of("bootstrap.servers", TestKafka.bootstrapServers());

    private Kafka() {}

    /** All messages of a topic about one subject, so far, in order. */
    public static List<ConsumerRecord<String, byte[]>> messages(String topic, String subject) {
        List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(CLIENT, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(messages::add);
            }
        }
        return messages.stream()
                .filter(message -> subject.equals(message.key()))
                .toList();
    }

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

    private static void createTopic(String topic) {
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
