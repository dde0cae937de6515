package io.agentplane.scheduler.task;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL can store and others can read: no NUL character and no half of a surrogate pair in any text, no nesting
 * without end, no time beyond the calendar.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Storable.Validator.class)
public @interface Storable {

    String message() default
            "must have no NUL character, no unpaired surrogate, no more than 100 levels, and no year above 9999";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks into every text of the value, keys included. */
    final class Validator implements ConstraintValidator<Storable, @Nullable Object> {

        private static final int MOST_LEVELS = 100;
        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

        @Override
        public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
            return isStorable(value, MOST_LEVELS);
        }

        private static boolean isStorable(@Nullable Object value, int levels) {
            return switch (value) {
                case String text -> text.codePoints().noneMatch(Validator::isUnstorable);
                case Instant at -> !at.isBefore(FIRST) && !at.isAfter(LAST);
                case Map<?, ?> object ->
                    levels > 0
                            && object.entrySet().stream()
                                    .allMatch(entry -> isStorable(entry.getKey(), levels)
                                            && isStorable(entry.getValue(), levels - 1));
                case Collection<?> list -> levels > 0 && list.stream().allMatch(item -> isStorable(item, levels - 1));
                case null, default -> true;
            };
        }

        private static boolean isUnstorable(int codePoint) {
            return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
        }
    }
}
