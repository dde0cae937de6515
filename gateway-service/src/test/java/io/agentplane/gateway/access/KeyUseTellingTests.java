package io.agentplane.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.gateway.access.KeyUses.KeyUse;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.test.TestKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import tools.jackson.databind.json.JsonMapper;

class KeyUseTellingTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final KeyUses uses = new KeyUses();
    private int attempts;

    @Test
    void givesUpAfterOneVainAttemptAndForgetsNothing() {
        for (String namespace : List.of("alpha", "beta", "gamma")) {
            uses.note("key-of-" + namespace, namespace, NOON);
        }

        telling().tell();

        assertThat(attempts).isEqualTo(1);
        assertThat(uses.take())
                .isEqualTo(new TreeMap<>(Map.of(
                        "alpha", List.of(new KeyUse("key-of-alpha", NOON)),
                        "beta", List.of(new KeyUse("key-of-beta", NOON)),
                        "gamma", List.of(new KeyUse("key-of-gamma", NOON)))));
    }

    /** The broker was there when the topic was made, and is away ever since. */
    private KeyUseTelling telling() {
        var admin = new KafkaAdmin(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
        var context = new GenericApplicationContext();
        context.registerBean(NewTopic.class, () -> new NewTopic(KeyUseTelling.TOPIC, 1, (short) 1));
        context.refresh();
        admin.setApplicationContext(context);
        Map<String, Object> away = Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 100);
        var producers = new DefaultKafkaProducerFactory<>(away, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            public Producer<String, byte[]> createProducer() {
                attempts++;
                return super.createProducer();
            }
        };
        return new KeyUseTelling(
                uses,
                producers,
                admin,
                new EventCodec(StoredJson.of(new JsonMapper())),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }
}
