package io.agentplane.policy.evaluation;

import io.agentplane.policy.engine.CanonicalId;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For a text that names an agent or a policy: an id in the sense of {@link CanonicalId}. */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = CanonicalId.FORM)
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface PlainId {

    String message() default CanonicalId.RULE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
