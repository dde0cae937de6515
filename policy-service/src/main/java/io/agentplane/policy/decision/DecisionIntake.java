package io.agentplane.policy.decision;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InvalidEventException;
import io.agentplane.policy.evaluation.DecisionMade;
import io.agentplane.policy.evaluation.KeptDecision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
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

    /** What stands before an unreadable message is kept first, since the error handler goes on behind that message. */
    @KafkaListener(
            topics = DecisionMade.TOPIC,
            groupId = "policy-decisions",
            batch = "true",
            properties = {"max.poll.records=2000", "metadata.max.age.ms=10000"})
    void on(List<ConsumerRecord<String, byte[]>> messages) {
        List<KeptDecision> decisions = new ArrayList<>(messages.size());
        for (int index = 0; index < messages.size(); index++) {
            try {
                decisions.add(codec.decode(messages.get(index), DecisionMade.class)
                        .state()
                        .decision());
            } catch (InvalidEventException unreadable) {
                keep(decisions);
                throw new BatchListenerFailedException("Not a decision", unreadable, index);
            }
        }
        keep(decisions);
    }

    private void keep(List<KeptDecision> decisions) {
        try {
            store(decisions);
        } catch (DataIntegrityViolationException unstorable) {
            // The database takes all or none; one by one it says which it doesn't take.
            for (int index = 0; index < decisions.size(); index++) {
                try {
                    store(List.of(decisions.get(index)));
                } catch (DataIntegrityViolationException culprit) {
                    throw new BatchListenerFailedException("Not a decision that can be stored", culprit, index);
                }
            }
        }
    }

    private void store(List<KeptDecision> decisions) {
        if (!decisions.isEmpty()) {
            queries.insert(decisions);
            received.increment(decisions.size());
        }
    }
}
