package io.agentplane.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.event.InvalidEventException;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.policy.engine.LoggedMatch;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Both ends of the topic share this form, which is reviewed in {@code contracts/events}. */
class DecisionMadeTests {

    private static final DecisionMade MADE = new DecisionMade(
            "default",
            new KeptDecision(
                    UUID.fromString("01900000-0000-7000-8000-000000000001"),
                    Instant.parse("2026-01-01T12:00:00Z"),
                    "default",
                    "cleaner",
                    "write",
                    "db/production/orders",
                    Outcome.DENY,
                    "01900000-0000-7000-8000-000000000002",
                    null,
                    List.of(new LoggedMatch(
                            "01900000-0000-7000-8000-000000000003", PolicyAction.LOG_ONLY, PolicyMode.ENFORCE)),
                    Map.of("rows", 101),
                    Map.of("id", "cleaner", "owner", "platform")));

    private final JsonMapper json = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
            .build();
    private final EventCodec codec = new EventCodec(StoredJson.of(json));

    @Test
    void isWrittenAsReviewed() throws IOException {
        ProducerRecord<String, byte[]> sent = MADE.message(codec, "/gateway-service");

        assertThat(json.readTree(sent.value())).isEqualTo(json.readTree(golden()));
        assertThat(sent.key()).isEqualTo("cleaner");
    }

    @Test
    void isReadAsReviewed() throws IOException {
        InboundEvent<DecisionMade> read = codec.decode(received(golden()), DecisionMade.class);

        assertThat(read.state()).isEqualTo(MADE);
        assertThat(read.namespace()).isEqualTo("default");
        assertThat(read.state().decision().namespace()).isEqualTo("default");
    }

    @Test
    void isNotReadWithoutWhatADecisionHas() {
        ConsumerRecord<String, byte[]> incomplete = received(
                "{\"namespace\":\"default\",\"decision\":{\"agentId\":\"a\"}}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> codec.decode(incomplete, DecisionMade.class))
                .isInstanceOf(InvalidEventException.class);
    }

    @Test
    void leavesOutWhatMayBeLargeWhenItIsShortened() {
        KeptDecision shortened = MADE.shortened().decision();

        assertThat(shortened.context()).isNull();
        assertThat(shortened.agent()).isNull();
        assertThat(shortened.id()).isEqualTo(MADE.decision().id());
        assertThat(shortened.namespace()).isEqualTo("default");
        assertThat(shortened.binds()).isTrue();
        assertThat(shortened.byPolicies()).isTrue();
    }

    private ConsumerRecord<String, byte[]> received(byte[] state) {
        ProducerRecord<String, byte[]> sent = MADE.message(codec, "/gateway-service");
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), state);
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    private static byte[] golden() throws IOException {
        return Files.readAllBytes(Path.of("..", "contracts", "events", DecisionMade.TYPE + ".json"));
    }
}
