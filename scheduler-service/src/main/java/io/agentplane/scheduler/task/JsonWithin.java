package io.agentplane.scheduler.task;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Free-form JSON of at most so many KiB, in UTF-8 and without white space. Numbers count as they are stored, written out: 1e300
 * has 301 digits.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = JsonWithin.Validator.class)
public @interface JsonWithin {

    /** The bound of whatever a task carries. */
    int CONTENT_KIBIBYTES = 256;

    int kibibytes() default CONTENT_KIBIBYTES;

    String message() default "must be at most {kibibytes} KiB of JSON, its numbers written out";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Counts without writing. */
    final class Validator implements ConstraintValidator<JsonWithin, @Nullable Object> {

        private static final long KIBIBYTE = 1024;
        private static final int BRACKETS = 2;
        private static final int QUOTES = 2;
        private static final int ESCAPED = 2;
        private static final int ESCAPED_BY_NUMBER = 6;
        private static final int NULL = 4;

        private long limit;

        @Override
        public void initialize(JsonWithin constraint) {
            limit = constraint.kibibytes() * KIBIBYTE;
        }

        @Override
        public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
            return octets(value) <= limit;
        }

        static long octets(@Nullable Object value) {
            return switch (value) {
                case null -> NULL;
                case String text -> octets(text);
                case BigDecimal number -> digits(number);
                case Map<?, ?> object -> {
                    // A colon for each member and a comma for all but one, or a bracket.
                    long octets = BRACKETS;
                    for (Map.Entry<?, ?> member : object.entrySet()) {
                        octets += octets(member.getKey()) + octets(member.getValue()) + 2;
                    }
                    yield object.isEmpty() ? octets : octets - 1;
                }
                case Collection<?> list -> {
                    long octets = BRACKETS;
                    for (Object item : list) {
                        octets += octets(item) + 1;
                    }
                    yield list.isEmpty() ? octets : octets - 1;
                }
                default -> value.toString().length();
            };
        }

        private static long octets(String text) {
            return QUOTES + text.codePoints().mapToLong(Validator::octets).sum();
        }

        private static long octets(int codePoint) {
            if (codePoint < ' ') {
                return "\b\t\n\f\r".indexOf(codePoint) < 0 ? ESCAPED_BY_NUMBER : ESCAPED;
            }
            if (codePoint == '"' || codePoint == '\\') {
                return ESCAPED;
            }
            return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        }

        private static long digits(BigDecimal number) {
            long digits = number.precision();
            long fraction = number.scale();
            long plain = fraction <= 0 ? digits - fraction : fraction < digits ? digits + 1 : fraction + 2;
            return number.signum() < 0 ? plain + 1 : plain;
        }
    }
}
