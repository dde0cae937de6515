package io.agentplane.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.outbox.OutboxQueries.Pending;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OutboxSenderTests {

    private static final String FORBIDDEN = "forbidden";
    private static final String LARGE = "large";
    private static final String ODD = "odd";

    private final RefusingProducer producer = new RefusingProducer();
    private final HeldBack held = new HeldBack();

    @BeforeEach
    void begin() {
        producer.initTransactions();
    }

    @Test
    void holdsBackATopicThatTakesNothingAndOnlyIt() {
        List<Pending> batch = List.of(
                pending(1, FORBIDDEN, "a"),
                pending(2, "open", "a"),
                pending(3, FORBIDDEN, "b"),
                pending(4, "open", "c"));

        OutboxSender.Sent sent = sender().send(producer, batch, held);

        assertThat(sent.delivered()).extracting(Pending::id).containsExactly(2L, 4L);
        assertThat(sent.dead()).isEmpty();
        assertThat(held.topics()).containsExactly(FORBIDDEN);
        assertThat(held.subjects()).isEmpty();

        producer.tried.clear();
        sender().send(producer, List.of(pending(5, FORBIDDEN, "d"), pending(6, "open", "d")), held);

        assertThat(producer.tried).containsExactly("open");
    }

    @Test
    void putsAsideWhatIsTooLargeAndHoldsBackTheSubjectOfWhatFailsOtherwise() {
        List<Pending> batch = List.of(pending(1, "open", LARGE), pending(2, "open", ODD), pending(3, "open", "c"));

        OutboxSender.Sent sent = sender().send(producer, batch, held);

        assertThat(sent.delivered()).extracting(Pending::id).containsExactly(3L);
        assertThat(sent.dead()).singleElement().satisfies(dead -> {
            assertThat(dead.event().id()).isEqualTo(1);
            assertThat(dead.failure()).contains("RecordTooLarge");
        });
        assertThat(held.subjects()).containsExactly(ODD);
        assertThat(held.topics()).isEmpty();
    }

    private static OutboxSender sender() {
        return new OutboxSender(
                new EventCodec(StoredJson.of(JsonMapper.shared())),
                new OutboxMetrics(new SimpleMeterRegistry(), Clock.systemUTC()));
    }

    private static Pending pending(long id, String topic, String subject) {
        return new Pending(
                id,
                new StoredEvent(
                        UUID.randomUUID(),
                        topic,
                        "note-written",
                        "/note-service",
                        subject,
                        "alpha",
                        1,
                        Instant.EPOCH,
                        null,
                        "{}".getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes nothing for one topic and two subjects, each for a reason of its own. */
    private static final class RefusingProducer extends MockProducer<String, byte[]> {

        private final List<String> tried = new ArrayList<>();

        RefusingProducer() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> message) {
            tried.add(message.topic());
            if (message.topic().equals(FORBIDDEN)) {
                return CompletableFuture.failedFuture(new TopicAuthorizationException(FORBIDDEN));
            }
            return switch (message.key()) {
                case LARGE -> CompletableFuture.failedFuture(new RecordTooLargeException());
                case ODD -> CompletableFuture.failedFuture(new SerializationException("odd"));
                default -> super.send(message);
            };
        }
    }
}
