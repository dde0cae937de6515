package io.agentplane.gateway.spool;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.json.StoredJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/** Opens logs; each is a bean of the feature that it belongs to. */
@Component
public class SpooledLogs {

    private final ProducerFactory<String, byte[]> producers;
    private final KafkaAdmin admin;
    private final EventCodec codec;
    private final StoredJson json;
    private final MeterRegistry metrics;

    public SpooledLogs(
            ProducerFactory<String, byte[]> producers,
            KafkaAdmin admin,
            EventCodec codec,
            StoredJson json,
            MeterRegistry metrics) {
        this.producers = producers;
        this.admin = admin;
        this.codec = codec;
        this.json = json;
        this.metrics = metrics;
    }

    /** Opens a log, with what is left in its folder from before. */
    public <T> SpooledLog<T> open(EntryKind<T> kind, SpoolLimits limits) throws IOException {
        var sender = new SpoolSender<>(kind, producers, admin, codec, json, metrics);
        return new SpooledLog<>(kind, limits, sender, codec, metrics);
    }
}
