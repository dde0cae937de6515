package io.agentplane.scheduler.task;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON that PostgreSQL can store and others can read: no NUL character and no half of a surrogate pair in any text. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = StorableJson.Validator.class)
public @interface StorableJson {

    String message() default "must have no NUL character and no unpaired surrogate in its texts";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks into every text of the value, keys included. */
    final class Validator implements ConstraintValidator<StorableJson, @Nullable Object> {

        @Override
        public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
            return isStorable(value);
        }

        private static boolean isStorable(@Nullable Object value) {
            return switch (value) {
                case String text -> text.codePoints().noneMatch(Validator::isUnstorable);
                case Map<?, ?> object ->
                    object.entrySet().stream()
                            .allMatch(entry -> isStorable(entry.getKey()) && isStorable(entry.getValue()));
                case Collection<?> list -> list.stream().allMatch(Validator::isStorable);
                case null, default -> true;
            };
        }

        private static boolean isUnstorable(int codePoint) {
            return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
        }
    }
}
