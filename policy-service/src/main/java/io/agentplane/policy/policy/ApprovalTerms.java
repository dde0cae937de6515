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
 * Whose approval is required, and how long each side has.
 *
 * @param roles the roles whose holders may decide, built in or of the namespace's own; {@code SYSTEM_ADMIN} and
 *     {@code AGENT_MANAGER} when left out
 * @param required how many different principals have to approve; 1 when left out
 * @param expiresIn how long approvers may take, as an ISO 8601 duration from {@code PT1S} to {@code P30D};
 *     {@code PT1H} when left out. What is not approved by then is denied
 * @param usableFor how long after the last approval the request can be made, as an ISO 8601 duration from
 *     {@code PT1S} to {@code P30D}; {@code PT15M} when left out
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
