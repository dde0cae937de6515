package io.agentplane.gateway.spool;

import io.agentplane.platform.event.EventCodec;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a log keeps.
 *
 * @param name what they are called in metrics, such as {@code audit.entries}, and in logs
 * @param shortened the same entry with less in it, for one that is too long
 */
public record EntryKind<T>(String name, Class<T> type, Message<T> message, UnaryOperator<T> shortened) {

    /** An entry on its way. */
    @FunctionalInterface
    public interface Message<T> {

        ProducerRecord<String, byte[]> of(T entry, EventCodec codec, String sender);
    }
}
