package io.agentplane.registry.agent;

import io.agentplane.platform.text.PlainText;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A text that can be the {@link Endpoint} of an instance. */
@Size(max = 2000)
@PlainText
@Constraint(validatedBy = InstanceEndpoint.Validator.class)
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface InstanceEndpoint {

    String message() default
            "must be an http or https URL of at most 2000 characters, also percent-encoded, without user "
                    + "information, fragment, backslashes or empty segments, and with a host name in ASCII or a whole address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Leaves an absent endpoint to others. */
    final class Validator implements ConstraintValidator<InstanceEndpoint, String> {

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || Endpoint.isCallable(text);
        }
    }
}
