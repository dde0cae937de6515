package io.agentplane.gateway.spool;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.json.StoredJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import tools.jackson.core.JacksonException;

/** Sends what a spool holds to Kafka. */
final class SpoolSender<T> {

    private static final Logger log = LoggerFactory.getLogger(SpoolSender.class);
    private static final String SENDER = "/gateway-service";

    private final EntryKind<T> kind;
    private final ProducerFactory<String, byte[]> producers;
    private final KafkaAdmin admin;
    private final EventCodec codec;
    private final StoredJson json;
    private final Counter sent;
    private boolean topicExists;

    SpoolSender(
            EntryKind<T> kind,
            ProducerFactory<String, byte[]> producers,
            KafkaAdmin admin,
            EventCodec codec,
            StoredJson json,
            MeterRegistry metrics) {
        this.kind = kind;
        this.producers = producers;
        this.admin = admin;
        this.codec = codec;
        this.json = json;
        this.sent = metrics.counter("agentplane." + kind.name() + ".sent");
    }

    /** True once the brokers have all of it; otherwise some of it may have been sent, and all of it is to be sent again. */
    boolean isSent(List<byte[]> lines) throws InterruptedException {
        try {
            if (!topicExists && !admin.initialize()) {
                return false;
            }
            topicExists = true;
            List<Future<?>> answers = new ArrayList<>(lines.size());
            try (Producer<String, byte[]> producer = producers.createProducer()) {
                for (ProducerRecord<String, byte[]> message : messages(lines)) {
                    answers.add(producer.send(message));
                }
                producer.flush();
            }
            for (Future<?> answer : answers) {
                answer.get();
            }
            sent.increment(answers.size());
            return true;
        } catch (KafkaException | IllegalStateException | ExecutionException away) {
            log.warn("{} wait for Kafka: {}", kind.name(), away.getMessage());
            return false;
        }
    }

    private List<ProducerRecord<String, byte[]>> messages(List<byte[]> lines) {
        List<ProducerRecord<String, byte[]>> messages = new ArrayList<>(lines.size());
        for (byte[] line : lines) {
            try {
                messages.add(kind.message().of(json.read(line, kind.type()), codec, SENDER));
            } catch (JacksonException unreadable) {
                log.error("A line of the spool of {} is damaged and left out", kind.name(), unreadable);
            }
        }
        return messages;
    }
}
