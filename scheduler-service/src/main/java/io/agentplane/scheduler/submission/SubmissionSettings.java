package io.agentplane.scheduler.submission;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whom a submission asks.
 *
 * @param policyUrl where the policy service's API begins
 * @param policyTimeout the longest time to wait for the policy service's decision; longer than that service takes at most
 */
@Validated
@ConfigurationProperties("agentplane.scheduler")
record SubmissionSettings(
        @DefaultValue("http://127.0.0.1:8083/api/v1") @NotNull
        URI policyUrl,

        @DefaultValue("10s") @NotNull Duration policyTimeout) {}
