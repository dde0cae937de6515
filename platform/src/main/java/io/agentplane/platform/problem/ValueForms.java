package io.agentplane.platform.problem;

import io.agentplane.platform.json.PlainJson;
import io.agentplane.platform.json.Rfc3339;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How values of a type are written by callers. */
final class ValueForms {

    private static final String WHOLE_NUMBER = "must be a whole number";
    private static final String NUMBER = "must be a number";
    private static final String TRUTH = "must be true or false";

    private static final Map<Class<?>, String> RULES = Map.ofEntries(
            Map.entry(Instant.class, Rfc3339.RULE),
            Map.entry(Duration.class, "must be a duration, as in PT30S"),
            Map.entry(UUID.class, "must be a UUID, as in 4c1ff7a3-9d5b-4d8e-a2c2-6b54f3b0f8d1"),
            Map.entry(String.class, "must be a text"),
            Map.entry(Integer.class, WHOLE_NUMBER),
            Map.entry(int.class, WHOLE_NUMBER),
            Map.entry(Long.class, WHOLE_NUMBER),
            Map.entry(long.class, WHOLE_NUMBER),
            Map.entry(BigDecimal.class, NUMBER),
            Map.entry(Double.class, NUMBER),
            Map.entry(double.class, NUMBER),
            Map.entry(Boolean.class, TRUTH),
            Map.entry(boolean.class, TRUTH));

    private ValueForms() {}

    static String rule(@Nullable Class<?> type) {
        if (type == null) {
            return "has a value of the wrong type or form";
        }
        if (type.isEnum()) {
            return "must be one of " + PlainJson.writer().writeValueAsString(type.getEnumConstants());
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "must be a list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type)
                ? "must be an object"
                : RULES.getOrDefault(type, "has a value of the wrong type or form");
    }
}
