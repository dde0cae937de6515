package io.agentplane.policy.decision;

import io.agentplane.platform.event.EventBatch;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.policy.evaluation.DecisionMade;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Takes in what other services have decided, many decisions with one transaction. One that comes again changes nothing. */
@Component
class DecisionIntake {

    private final DecisionQueries queries;
    private final EventCodec codec;
    private final Counter received;

    DecisionIntake(DecisionQueries queries, EventCodec codec, MeterRegistry metrics) {
        this.queries = queries;
        this.codec = codec;
        received = Counter.builder("agentplane.policy.decisions.received")
                .description("Decisions that other services have made and told")
                .register(metrics);
    }

    @KafkaListener(
            topics = DecisionMade.TOPIC,
            groupId = "policy-decisions",
            batch = "true",
            properties = {"max.poll.records=2000", "metadata.max.age.ms=10000"})
    void on(List<ConsumerRecord<String, byte[]>> messages) {
        EventBatch.handle(messages, codec, DecisionMade.class, this::store);
    }

    private void store(List<DecisionMade> made) {
        queries.insert(made.stream().map(DecisionMade::decision).toList());
        received.increment(made.size());
    }
}
