package io.agentplane.platform.net;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;

import io.agentplane.platform.text.PlainText;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.URL;

/** An http or https URL of at most 2,000 characters. */
@Documented
@Target({FIELD, PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@Size(max = 2000)
@PlainText
@URL(regexp = "https?://" + HttpEndpoint.HOST + HttpEndpoint.PORT + "([/?#].*)?")
@ReportAsSingleViolation
public @interface HttpEndpoint {

    String HOST = "(\\[[0-9A-Fa-f:.]+]|[^\\s:/?#@\\[\\]]+)";

    /** From 1 to 65535. */
    String PORT = "(:([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]))?";

    String message() default "must be an http or https URL of at most 2000 characters, without user information";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
