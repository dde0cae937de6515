package io.agentplane.platform.path;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For a text that stands in a path, here or in another service: not empty, not {@code .} or {@code ..}, no blank at an
 * end, no control characters, nothing that nobody sees, and one spelling of each character (NFC). Capitals make another
 * text.
 */
@Documented
@Constraint(validatedBy = AddressableText.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Addressable {

    String RULE =
            "must not be '.' or '..', begin or end with a blank, or have control or invisible characters, and must be composed (NFC)";

    String message() default RULE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
