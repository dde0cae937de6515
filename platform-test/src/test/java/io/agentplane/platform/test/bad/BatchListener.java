package io.agentplane.platform.test.bad;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

/** Breaks the rule that batches are handled by EventBatch. */
public final class BatchListener {

    @KafkaListener(topics = "any", batch = "true")
    void on(List<ConsumerRecord<String, byte[]>> messages) {
        messages.forEach(message -> message.value().clone());
    }
}
