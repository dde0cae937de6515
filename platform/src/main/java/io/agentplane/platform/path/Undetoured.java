package io.agentplane.platform.path;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For a path or an address that is compared with patterns. No part between its slashes may be {@code .} or {@code ..}:
 * {@code docs/../secret} begins with {@code docs/} and leads elsewhere. Nor may it hold what some reader takes for a
 * slash or a dot after decoding, once or more, or after folding. As in an {@link Addressable} name, invisible characters
 * and second spellings of a character are refused too, since two texts could look the same.
 */
@Documented
@Constraint(validatedBy = UndetouredText.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Undetoured {

    String RULE =
            "must have no '.' or '..' between slashes, no '%' but to encode in UTF-8 what needs it (never a slash of either"
                    + " kind, '.' or '%'), no '&...;' of HTML, no sign that is read as a slash or dot, and no blanks at the ends or"
                    + " invisible characters; must be composed (NFC)";

    String message() default RULE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
