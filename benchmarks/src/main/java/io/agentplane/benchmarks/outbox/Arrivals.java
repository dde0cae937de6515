package io.agentplane.benchmarks.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What reaches a consumer, and when. */
final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Long> times = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean running = true;

    Arrivals(String bootstrapServers, Map<String, String> login) {
        Properties settings = new Properties();
        settings.putAll(login);
        settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(SampleEvent.TOPIC).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = Thread.ofPlatform().name("arrivals").start(this::run);
    }

    private void run() {
        while (running) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                times.put(message.key(), System.nanoTime());
                count.incrementAndGet();
            }
        }
        consumer.close();
    }

    long count() {
        return count.get();
    }

    /** When the event about a subject arrived, by {@link System#nanoTime()}. */
    long timeOf(String subject) {
        return Objects.requireNonNull(times.get(subject));
    }

    /** Times of old events only fill the heap. */
    void forgetTimes() {
        times.clear();
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.join();
    }
}
