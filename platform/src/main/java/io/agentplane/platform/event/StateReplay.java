package io.agentplane.platform.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Reads a compacted topic from its beginning and on, into a view that every replica holds in memory. The view is whole
 * once it has caught up with what the topic held at the start; while the broker is away it stays as it is and says so.
 */
public final class StateReplay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StateReplay.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final String topic;
    private final KafkaAdmin admin;
    private final ConsumerFactory<String, byte[]> consumers;
    private final MessageView view;
    private final AtomicBoolean running = new AtomicBoolean();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean connected;
    private volatile long currentAt = System.nanoTime();
    private @Nullable Thread thread;

    /**
     * @param topic made where it is missing, so that nobody waits for its writer to have started once; a bean
     * @param view is handed each message in its key's order, possibly more than once, by one thread
     */
    public StateReplay(NewTopic topic, KafkaAdmin admin, ConsumerFactory<String, byte[]> consumers, MessageView view) {
        this.topic = topic.name();
        this.admin = admin;
        this.consumers = consumers;
        this.view = view;
    }

    public String topic() {
        return topic;
    }

    /** True once the view has been whole; it stays true when the broker goes away later. */
    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Waits until the view is whole, but not forever; false if it still isn't. */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return caughtUp.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** False while the broker doesn't answer, so that the view may be out of date. */
    public boolean isConnected() {
        return connected;
    }

    /** How long nobody has known whether the view is up to date: next to nothing while the broker answers. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - currentAt);
    }

    @Override
    public void start() {
        running.set(true);
        thread = Thread.ofPlatform().name("replay-" + topic).daemon().start(this::run);
    }

    @Override
    public void stop() {
        running.set(false);
        Thread reader = thread;
        if (reader != null) {
            LockSupport.unpark(reader);
            reader.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    private void run() {
        while (running.get()) {
            try (var consumer = consumers.createConsumer(null, "")) {
                List<TopicPartition> partitions = partitions(consumer);
                if (partitions.isEmpty()) {
                    admin.initialize();
                } else {
                    follow(consumer, partitions);
                }
            } catch (WakeupException | InterruptException stopped) {
                return;
            } catch (KafkaException | IllegalStateException away) {
                connected = false;
                log.warn("Can't read {} at present: {}", topic, away.getMessage());
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        return consumer.listTopics(PROBE_TIMEOUT).getOrDefault(topic, List.of()).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Until the topic has other partitions than these: then keys are where nobody reads, and all is read again. */
    private void follow(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        connected = true;
        long probedAt = System.nanoTime();
        boolean isWhole = true;
        while (running.get() && isWhole) {
            consumer.poll(POLL).forEach(this::show);
            if (!isCaughtUp()
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                caughtUp.countDown();
            }
            if (System.nanoTime() - probedAt > PROBE_INTERVAL.toNanos()) {
                connected = answers(consumer, partitions);
                isWhole = !connected || partitions(consumer).size() == partitions.size();
                probedAt = System.nanoTime();
            }
            if (connected) {
                currentAt = System.nanoTime();
            }
        }
    }

    private static boolean answers(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        try {
            consumer.endOffsets(partitions, PROBE_TIMEOUT);
            return true;
        } catch (TimeoutException silent) {
            return false;
        }
    }

    private void show(ConsumerRecord<String, byte[]> message) {
        try {
            view.show(message);
        } catch (RuntimeException unreadable) {
            log.error("Passed over a message that nobody can read: {}", message.topic(), unreadable);
        }
    }

    /** What the messages are shown to. */
    @FunctionalInterface
    public interface MessageView {

        void show(ConsumerRecord<String, byte[]> message);
    }
}
