package io.agentplane.platform.text;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For a text of one line: no control characters (Unicode's category Cc) and no separators of lines or paragraphs. Halves of
 * surrogate pairs do not get this far; the reader of JSON and the reader of queries refuse them.
 */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = "^[^\\x00-\\x1F\\x7F-\\x9F\\u2028\\u2029]*$")
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface PlainText {

    String message() default "must have no control characters or line breaks";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
