package io.agentplane.platform.outbox;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.Replica;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.PolicyViolationException;

/** A relay as a service has it, on the real broker, but with a test between the two. */
final class InterceptedRelay {

    private InterceptedRelay() {}

    /**
     * @param takes asked before each message is sent, by its key, in the relay's thread; the broker refuses those for
     * which it says no
     */
    static OutboxRelay of(Replica replica, Predicate<String> takes) {
        return of(replica, 100, takes);
    }

    static OutboxRelay of(Replica replica, int batchSize, Predicate<String> takes) {
        OutboxMetrics metrics = replica.bean(OutboxMetrics.class);
        OutboxKafka real = replica.bean(OutboxKafka.class);
        return new OutboxRelay(
                replica.bean(DataSource.class),
                replica.bean(OutboxQueries.class),
                new OutboxSender(replica.bean(EventCodec.class), metrics),
                new OutboxKafka(id -> intercepted(real.producers().apply(id), takes), () -> true),
                new OutboxSettings(
                        batchSize,
                        Duration.ofMillis(50),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(5),
                        Duration.ofDays(90)),
                metrics,
                "note-service.outbox.");
    }

    @SuppressWarnings("unchecked")
    private static Producer<String, byte[]> intercepted(Producer<String, byte[]> real, Predicate<String> takes) {
        return (Producer<String, byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("send")
                            && arguments[0] instanceof ProducerRecord<?, ?> message
                            && !takes.test((String) message.key())) {
                        return CompletableFuture.failedFuture(new PolicyViolationException("Not yet, says the test"));
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
