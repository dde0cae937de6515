package io.agentplane.platform.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that was ever sent to a topic, read from its beginning. */
public final class TestTopic implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();

    private TestTopic(String bootstrapServers, String topic) {
        this.topic = topic;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    public static TestTopic of(String topic) {
        return new TestTopic(TestKafka.bootstrapServers(), topic);
    }

    public static TestTopic of(String bootstrapServers, String topic) {
        return new TestTopic(bootstrapServers, topic);
    }

    /** What has arrived so far, nothing while there is no such topic; call again for more. */
    public List<ConsumerRecord<String, byte[]>> messages() {
        if (consumer.assignment().isEmpty()) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                return List.of();
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        consumer.poll(Duration.ofMillis(200)).forEach(messages::add);
        return List.copyOf(messages);
    }

    /** The messages with a key, in their order. */
    public List<ConsumerRecord<String, byte[]>> messagesOf(String key) {
        return messages().stream().filter(message -> key.equals(message.key())).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
