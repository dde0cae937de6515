package io.agentplane.scheduler.submission;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A number that is the same for everyone who reads it as a double, as approvals and many readers of JSON do. */
@Constraint(validatedBy = SignificantDigits.Rule.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@interface SignificantDigits {

    /** As many digits as every double keeps of a decimal (IEEE 754: DBL_DIG). */
    int MAX = 15;

    String message() default "must have at most " + MAX + " digits from the first that is not 0 to the last";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Counts them. */
    class Rule implements ConstraintValidator<SignificantDigits, BigDecimal> {

        @Override
        public boolean isValid(@Nullable BigDecimal number, @Nullable ConstraintValidatorContext context) {
            return number == null || number.stripTrailingZeros().precision() <= MAX;
        }
    }
}
