package io.agentplane.platform.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How durations are told of: as {@link Duration} reads and writes them. The format {@code duration} of JSON Schema knows no
 * parts of a second.
 */
final class DurationForm {

    static final String PATTERN = "^P(?!$)([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]{1,9})?S)?)?$";

    private static final String EXAMPLE = "PT30S";

    private DurationForm() {}

    /** Of a schema and all below it, with an example, since tools make noise of a pattern without one. */
    static void tell(@Nullable Schema<?> schema) {
        if (schema == null) {
            return;
        }
        if (tellOfText(schema) && schema.getExample() == null && schema.getDefault() == null) {
            schema.setExample(EXAMPLE);
        }
        tell(schema.getItems());
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(DurationForm::tell);
        }
    }

    /** Of a parameter, which tools would send with the example that it has. */
    static boolean tellOfText(@Nullable Schema<?> schema) {
        if (schema == null || !"duration".equals(schema.getFormat())) {
            return false;
        }
        schema.format(null).pattern(PATTERN);
        return true;
    }
}
