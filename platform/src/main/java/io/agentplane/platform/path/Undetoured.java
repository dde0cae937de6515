package io.agentplane.platform.path;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For a text that names something by a path or an address and is compared with patterns: no part between its slashes is
 * {@code .} or {@code ..}, plain or percent-encoded, since {@code docs/../secret} is not below {@code docs/} to whoever
 * follows it.
 */
@Documented
@Constraint(validatedBy = UndetouredText.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Undetoured {

    String message() default "must have no '.' or '..' between slashes";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
