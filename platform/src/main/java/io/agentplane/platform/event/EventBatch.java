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
        handleEvents(
                messages,
                codec,
                stateType,
                events ->
                        handler.accept(events.stream().map(InboundEvent::state).toList()));
    }

    /** The same, with what the events say besides their states. */
    public static <T> void handleEvents(
            List<ConsumerRecord<String, byte[]>> messages,
            EventCodec codec,
            Class<T> stateType,
            Consumer<List<InboundEvent<T>>> handler) {
        List<InboundEvent<T>> events = new ArrayList<>(messages.size());
        for (int index = 0; index < messages.size(); index++) {
            try {
                events.add(codec.decode(messages.get(index), stateType));
            } catch (InvalidEventException unreadable) {
                hand(events, handler);
                throw new BatchListenerFailedException("Not readable", unreadable, index);
            }
        }
        hand(events, handler);
    }

    private static <T> void hand(List<T> events, Consumer<List<T>> handler) {
        if (events.isEmpty()) {
            return;
        }
        try {
            handler.accept(events);
        } catch (RuntimeException someoneFails) {
            handEach(events, handler);
        }
    }

    private static <T> void handEach(List<T> events, Consumer<List<T>> handler) {
        for (int index = 0; index < events.size(); index++) {
            try {
                handler.accept(List.of(events.get(index)));
            } catch (RuntimeException failed) {
                throw new BatchListenerFailedException("Not handled", failed, index);
            }
        }
    }
}
