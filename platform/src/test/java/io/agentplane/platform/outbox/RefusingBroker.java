package io.agentplane.platform.outbox;

import io.agentplane.platform.event.EventCodec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.ProducerFactory;

/** The real broker, except that it takes nothing of one key until it is told to. */
final class RefusingBroker {

    private final ConfigurableApplicationContext service;
    private final AtomicReference<String> refusedKey;

    RefusingBroker(ConfigurableApplicationContext service, String refusedKey) {
        this.service = service;
        this.refusedKey = new AtomicReference<>(refusedKey);
    }

    void takeAll() {
        refusedKey.set("");
    }

    OutboxRelay relay() {
        return new OutboxRelay(
                service.getBean(DataSource.class),
                service.getBean(OutboxQueries.class),
                service.getBean(EventCodec.class),
                new OutboxKafka(producers(), () -> true),
                new OutboxSettings(100, Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofSeconds(5)),
                service.getBean(OutboxMetrics.class));
    }

    private ProducerFactory<String, byte[]> producers() {
        ProducerFactory<String, byte[]> real =
                service.getBean(OutboxKafka.class).producers();
        return new ProducerFactory<>() {
            @Override
            public Producer<String, byte[]> createProducer() {
                return refusing(real.createProducer());
            }
        };
    }

    @SuppressWarnings("unchecked")
    private Producer<String, byte[]> refusing(Producer<String, byte[]> real) {
        return (Producer<String, byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("send")
                            && arguments[0] instanceof ProducerRecord<?, ?> message
                            && refusedKey.get().equals(message.key())) {
                        return CompletableFuture.failedFuture(new TimeoutException("refused by the test"));
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
