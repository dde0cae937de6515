package io.agentplane.platform.event;

import io.agentplane.platform.json.StoredJson;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;

/**
 * CloudEvents 1.0 in Kafka's binary mode: the attributes are headers ({@code ce_id}, {@code ce_type}...), the value is
 * the state as {@link StoredJson}.
 */
public final class EventCodec {

    private static final String NAMESPACE = "namespace";
    private static final String REVISION = "revision";
    private static final String TRACE_PARENT = "traceparent";

    private final StoredJson json;

    public EventCodec(StoredJson json) {
        this.json = json;
    }

    /** The state of an event as it is stored and sent. */
    public byte[] encodeState(Object state) {
        return json.writeBytes(state);
    }

    /** The Kafka record of a stored event. */
    public ProducerRecord<String, byte[]> encode(StoredEvent event) {
        CloudEventBuilder attributes = CloudEventBuilder.v1()
                .withId(event.id().toString())
                .withSource(URI.create(event.source()))
                .withType(event.type())
                .withSubject(event.subject())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withExtension(NAMESPACE, event.namespace())
                .withExtension(REVISION, Long.toString(event.revision()));
        if (event.traceParent() != null) {
            attributes.withExtension(TRACE_PARENT, event.traceParent());
        }
        CloudEvent envelope =
                attributes.withData("application/json", event.state()).build();
        return KafkaMessageFactory.createWriter(event.topic(), event.subject()).writeBinary(envelope);
    }

    /** The type of an event whose state is not read yet, or an empty text when there is none. */
    public String typeOf(ConsumerRecord<String, byte[]> message) {
        Header type = message.headers().lastHeader("ce_type");
        return type == null ? "" : new String(type.value(), StandardCharsets.UTF_8);
    }

    /** Reads a record, or throws {@link InvalidEventException} when it is no event of this kind. */
    public <T> InboundEvent<T> decode(ConsumerRecord<String, byte[]> message, Class<T> stateType) {
        try {
            CloudEvent envelope = KafkaMessageFactory.createReader(message).toEvent();
            byte[] state = Objects.requireNonNull(envelope.getData(), "data").toBytes();
            return new InboundEvent<>(
                    envelope.getId(),
                    envelope.getType(),
                    envelope.getSource().toString(),
                    Objects.requireNonNull(envelope.getSubject(), "subject"),
                    extension(envelope, NAMESPACE),
                    Long.parseLong(extension(envelope, REVISION)),
                    Objects.requireNonNull(envelope.getTime(), "time").toInstant(),
                    json.read(state, stateType));
        } catch (CloudEventRWException
                | JacksonException
                | IllegalArgumentException
                | IllegalStateException
                | NullPointerException unreadable) {
            throw new InvalidEventException(
                    "Not a readable event: %s-%d@%d".formatted(message.topic(), message.partition(), message.offset()),
                    unreadable);
        }
    }

    private static String extension(CloudEvent envelope, String name) {
        return Objects.requireNonNull(envelope.getExtension(name), name).toString();
    }
}
