package io.agentplane.platform.path;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For a path or an address that is compared with patterns. No part between its slashes may be {@code .} or {@code ..}, plain or
 * percent-encoded: {@code docs/../secret} begins with {@code docs/} and leads elsewhere. As in an {@link Addressable} name,
 * invisible characters and second spellings of a character are refused too, since two texts could look the same.
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
