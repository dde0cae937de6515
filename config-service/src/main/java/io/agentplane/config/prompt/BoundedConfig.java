package io.agentplane.config.prompt;

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
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A prompt's free settings: any JSON object that is neither long nor deep. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = BoundedConfig.Judge.class)
@interface BoundedConfig {

    String message() default "must have at most 20000 characters in all and be at most 5 deep";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Adds up the characters. */
    final class Judge implements ConstraintValidator<BoundedConfig, Map<String, @Nullable Object>> {

        private static final int MAX_DEPTH = 5;
        private static final long TOO_LONG = PromptText.MAX_CONFIG_LENGTH + 1L;

        @Override
        public boolean isValid(@Nullable Map<String, @Nullable Object> config, ConstraintValidatorContext context) {
            return config == null || length(config, 1) < TOO_LONG;
        }

        private static long length(@Nullable Object value, int depth) {
            if (depth > MAX_DEPTH + 1) {
                return TOO_LONG;
            }
            return switch (value) {
                case null -> 1;
                case Map<?, ?> object ->
                    sum(object.entrySet().stream()
                            .mapToLong(
                                    member -> length(member.getKey(), depth) + length(member.getValue(), depth + 1)));
                case Collection<?> list -> sum(list.stream().mapToLong(item -> length(item, depth + 1)));
                default -> value.toString().length();
            };
        }

        private static long sum(LongStream lengths) {
            return lengths.map(length -> length + 1).sum();
        }
    }
}
