package io.agentplane.registry.work;

import io.agentplane.platform.event.EventBatch;
import io.agentplane.platform.event.EventCodec;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Follows the scheduler, in batches: the fleet's tasks change thousands of times a second. */
@Component
class TaskListener {

    private static final String TASKS = "agentplane.scheduler.tasks.v1";

    private final WorkBook work;
    private final EventCodec codec;

    TaskListener(WorkBook work, EventCodec codec) {
        this.work = work;
        this.codec = codec;
    }

    @KafkaListener(topics = TASKS, groupId = "registry-tasks", batch = "true")
    void on(List<ConsumerRecord<String, byte[]>> messages) {
        EventBatch.handleEvents(messages, codec, TaskState.class, work::keep);
    }
}
