package io.agentplane.policy.audit;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the audit log is kept.
 *
 * @param retention the age from which on whole months are forgotten; the database refuses less than 90 days
 * @param readersAtOnce how many may export or verify in this replica at a time
 */
@Validated
@ConfigurationProperties("agentplane.policy.audit")
record AuditSettings(
        @DefaultValue("400d") @NotNull @DurationMin(days = 90)
        Duration retention,

        @DefaultValue("4") @Min(1) int readersAtOnce) {}
