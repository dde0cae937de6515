package io.agentplane.platform.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchListenerFailedException;

/**
 * Messages that are handled together, for speed, though each of them may be at fault alone. A failure is told of the first
 * message that causes it: so only that one is put aside, and all wait when the database is away.
 */
public final class EventBatch {

    private EventBatch() {}

    /**
     * Hands over what all messages say; what stands before an unreadable one is handed over first.
     *
     * @param handler may be given the same again, alone or with others, so it must be idempotent
     * @throws BatchListenerFailedException names the first message that can't be read or handled
     */
    public static <T> void handle(
            List<ConsumerRecord<String, byte[]>> messages,
            EventCodec codec,
            Class<T> stateType,
            Consumer<List<T>> handler) {
        List<T> states = new ArrayList<>(messages.size());
        for (int index = 0; index < messages.size(); index++) {
            try {
                states.add(codec.decode(messages.get(index), stateType).state());
            } catch (InvalidEventException unreadable) {
                hand(states, handler);
                throw new BatchListenerFailedException("Not readable", unreadable, index);
            }
        }
        hand(states, handler);
    }

    private static <T> void hand(List<T> states, Consumer<List<T>> handler) {
        if (states.isEmpty()) {
            return;
        }
        try {
            handler.accept(states);
        } catch (RuntimeException someoneFails) {
            handEach(states, handler);
        }
    }

    private static <T> void handEach(List<T> states, Consumer<List<T>> handler) {
        for (int index = 0; index < states.size(); index++) {
            try {
                handler.accept(List.of(states.get(index)));
            } catch (RuntimeException failed) {
                throw new BatchListenerFailedException("Not handled", failed, index);
            }
        }
    }
}
