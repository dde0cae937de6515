package io.agentplane.policy.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentplane.platform.text.SimpleName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * Whose approval a policy requires, and how long each side has. What is left out takes the default of the component.
 *
 * @param roles who may approve: whoever has one of them at that moment
 * @param required how many different principals have to approve
 * @param expiresIn how long they may take; what nobody has approved by then is denied
 * @param usableFor how long after the last approval the request can be made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApprovalTerms(
        @Nullable @Size(min = 1, max = 20) List<@NotNull @SimpleName String> roles,

        @Nullable @Min(1) @Max(20) Integer required,

        @Nullable @DurationMin(seconds = 1) @DurationMax(days = 30)
        Duration expiresIn,

        @Nullable @DurationMin(seconds = 1) @DurationMax(days = 30)
        Duration usableFor) {

    /** What holds where a policy says nothing about it. */
    public static final ApprovalTerms USUAL = new ApprovalTerms(null, null, null, null);

    public ApprovalTerms {
        roles = roles == null ? List.of("SYSTEM_ADMIN", "AGENT_MANAGER") : roles;
        required = required == null ? 1 : required;
        expiresIn = expiresIn == null ? Duration.ofHours(1) : expiresIn;
        usableFor = usableFor == null ? Duration.ofMinutes(15) : usableFor;
    }
}
