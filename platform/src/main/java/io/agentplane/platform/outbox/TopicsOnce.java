package io.agentplane.platform.outbox;

import java.util.function.BooleanSupplier;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Makes the declared topics before the first event is sent. The broker may be away when the service starts, and a topic
 * that a producer had made unasked would not be compacted.
 */
final class TopicsOnce implements BooleanSupplier {

    private final KafkaAdmin admin;
    private boolean exist;

    TopicsOnce(KafkaAdmin admin) {
        this.admin = admin;
    }

    @Override
    public boolean getAsBoolean() {
        if (!exist) {
            exist = admin.initialize();
        }
        return exist;
    }
}
