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

/** For a name that is written alike everywhere: in paths, topics, files and people's heads. */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SimpleName {

    String message() default "must be 1 to 100 letters, digits, dots, underscores or dashes";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
