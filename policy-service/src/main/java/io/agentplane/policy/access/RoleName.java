package io.agentplane.policy.access;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text that can name a role. */
@NotNull
@Pattern(
        regexp = "^[A-Za-z][A-Za-z0-9_.-]{0,99}$",
        message = "must begin with a letter, followed by up to 99 letters, digits, dots, hyphens or underscores")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface RoleName {

    String message() default "must name a role";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
