package io.agentplane.platform.path;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For a path or an address that is compared with patterns, so that it has one spelling. No part between its slashes may be
 * {@code .} or {@code ..}: {@code docs/../secret} begins with {@code docs/} and leads elsewhere; none may be empty, and
 * nothing in it is percent-encoded, since {@code docs//secret} and {@code docs/%73ecret} are not what a policy for
 * {@code docs/secret} was written for. As in an {@link Addressable} name, invisible characters and second spellings of a
 * character are refused too. A slash at the beginning or the end makes another name.
 */
@Documented
@Constraint(validatedBy = UndetouredText.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Undetoured {

    String RULE =
            "must have no '.', '..' or nothing between slashes and no blanks beside them, two slashes behind a scheme, no '\\\\', no"
                    + " '%' (characters are written as they are), no '&...;' of HTML, no sign that is read as a slash or dot,"
                    + " and no blanks at the ends or invisible characters; must be composed (NFC)";

    String message() default RULE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
