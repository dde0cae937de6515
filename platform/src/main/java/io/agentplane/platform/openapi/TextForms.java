package io.agentplane.platform.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts that have a form: durations are told of as they are read and written, and each form has an example, since tools make
 * noise of a pattern where there is none.
 */
final class TextForms {

    /** As {@link Duration} reads and writes them. The format {@code duration} of JSON Schema knows no parts of a second. */
    static final String DURATION = "^P(?!$)([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]{1,9})?S)?)?$";

    private static final Map<String, String> BY_NAME = Map.of(
            "version", "1.0.0",
            "reason", "as agreed with the owner",
            "endpoint", "http://127.0.0.1:9001",
            "content", "Translate into {{language}}: {{text}}",
            "error", "the model did not answer",
            "agentId", "4c1ff7a3-9d5b-4d8e-a2c2-6b54f3b0f8d1");

    private static final List<String> OTHERWISE = List.of("docs-team", "PT30S", "4c1ff7a3-9d5b-4d8e-a2c2-6b54f3b0f8d1");

    private TextForms() {}

    /** All that a schema has, below its own properties too. */
    static void settle(Schema<?> schema) {
        settle("", schema);
    }

    static void settle(String name, @Nullable Schema<?> schema) {
        if (schema == null) {
            return;
        }
        if ("duration".equals(schema.getFormat())) {
            schema.format(null).pattern(DURATION);
        }
        if (schema.getPattern() != null && schema.getExample() == null && schema.getDefault() == null) {
            schema.setExample(example(name, schema.getPattern()));
        }
        settle(name, schema.getItems());
        if (schema.getProperties() != null) {
            schema.getProperties().forEach(TextForms::settle);
        }
    }

    private static String example(String name, String pattern) {
        String usual = BY_NAME.get(name);
        if (usual != null && usual.matches(pattern)) {
            return usual;
        }
        return OTHERWISE.stream()
                .filter(text -> text.matches(pattern))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No example of " + name + " is " + pattern));
    }
}
