package io.agentplane.registry.work;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.event.InvalidEventException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
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

    /** What came before an unreadable message is kept; that one alone is put aside. */
    @KafkaListener(topics = TASKS, groupId = "registry-tasks", batch = "true")
    void on(List<ConsumerRecord<String, byte[]>> messages) {
        List<InboundEvent<TaskState>> events = new ArrayList<>(messages.size());
        for (int index = 0; index < messages.size(); index++) {
            try {
                events.add(codec.decode(messages.get(index), TaskState.class));
            } catch (InvalidEventException unreadable) {
                work.keep(events);
                throw new BatchListenerFailedException("Not a readable task", unreadable, index);
            }
        }
        work.keep(events);
    }
}
