package io.agentplane.platform.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.UUIDDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.DurationDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Makes the reading of requests strict, in bodies and wherever else the service's mapper reads: no member twice, no constant
 * by its number, no number or boolean for a text, times in one form, and what {@link StrictParser} asks for.
 */
@AutoConfiguration(before = JacksonAutoConfiguration.class)
public class StrictJsonAutoConfiguration {

    private static final String DURATION_RULE = "must be a duration in the form of ISO 8601, such as PT30S";

    @Bean
    JsonFactory jsonFactory() {
        return new StrictJsonFactory();
    }

    @Bean
    JsonMapperBuilderCustomizer strictRequests() {
        return mapper -> mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(new SimpleModule("forms")
                        .addDeserializer(
                                Instant.class,
                                new OneForm<>(Instant.class, Rfc3339.RULE, Rfc3339::parse, InstantDeserializer.INSTANT))
                        .addDeserializer(
                                Duration.class,
                                new OneForm<>(
                                        Duration.class, DURATION_RULE, Duration::parse, DurationDeserializer.INSTANCE))
                        .addDeserializer(
                                UUID.class,
                                new OneForm<>(UUID.class, Rfc9562.RULE, Rfc9562::parse, new UUIDDeserializer())));
    }

    private interface Form<T> {

        T read(String text);
    }

    /** A value of which requests have one form. What is stored is read in any form that it was written in. */
    private static final class OneForm<T> extends StdDeserializer<T> {

        private final Class<T> type;
        private final String rule;
        private final transient Form<T> form;
        private final transient ValueDeserializer<? extends T> tolerant;

        OneForm(Class<T> type, String rule, Form<T> form, ValueDeserializer<? extends T> tolerant) {
            super(type);
            this.type = type;
            this.rule = rule;
            this.form = form;
            this.tolerant = tolerant;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)) {
                return tolerant.deserialize(parser, context);
            }
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return type.cast(context.handleUnexpectedToken(type, parser));
            }
            String text = parser.getString();
            try {
                return form.read(text);
            } catch (DateTimeException | IllegalArgumentException otherForm) {
                return type.cast(context.handleWeirdStringValue(type, text, rule));
            }
        }
    }
}
