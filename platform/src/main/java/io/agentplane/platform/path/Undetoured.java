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
 * follows it. Like what is {@link Addressable}, it has nothing that nobody sees and one spelling of each character: it would look
 * like another.
 */
@Documented
@Constraint(validatedBy = UndetouredText.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Undetoured {

    String message() default
            "must have no '.' or '..' between slashes, blanks at the ends or invisible characters, and must be composed (NFC)";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
