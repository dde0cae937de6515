package io.agentplane.registry.agent;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text that can be the version of an agent. */
@Pattern(regexp = "^[0-9A-Za-z][0-9A-Za-z.+-]{0,39}$")
@Constraint(validatedBy = {})
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface AgentVersion {

    String message() default "must be 1 to 40 letters, digits, dots, plus signs or dashes";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
