package io.agentplane.policy.evaluation;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Tells the policy service of a decision that another service has made. It travels as a message whose key is the agent, so
 * that one agent's decisions keep their order; one that comes twice is kept once.
 */
public record DecisionMade(String namespace, KeptDecision decision) {

    public static final String TOPIC = "agentplane.policy.decisions.v1";
    public static final String TYPE = "decision-made";

    public DecisionMade {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(decision, "decision");
        decision = decision.in(namespace);
    }

    /** The decision on its way to where decisions are kept. */
    public ProducerRecord<String, byte[]> message(EventCodec codec, String sender) {
        return codec.encode(new StoredEvent(
                decision.id(),
                TOPIC,
                TYPE,
                sender,
                decision.agentId(),
                namespace,
                1,
                decision.at(),
                null,
                codec.encodeState(this)));
    }

    /** The same without what may be large and isn't needed to know what was decided. */
    public DecisionMade shortened() {
        return new DecisionMade(namespace, decision.shortened());
    }
}
